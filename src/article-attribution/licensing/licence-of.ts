import { deedOf, fullNameOf, retiredOn, spdxOf } from './licence-names.ts';
import { readLicence, type Licence } from './licence.ts';

/** A licence with everything that is known of it. */
export interface LicenceDetails extends Omit<Licence, 'id'> {
  /** Of the list of SPDX; `null` where the list has none for this very text. */
  readonly id: string | null;
  /** The whole name, in English. */
  readonly name: string;
  /** The page that explains it in the language that was asked for, where Creative Commons has one. */
  readonly deed: string | undefined;
  /** The day it was retired, ISO 8601. */
  readonly retiredOn: string | undefined;
}

/**
 * Reads a licence as the element does, and tells all that is known of it; for servers and build tools.
 *
 * @param value - An address, an SPDX id, a label, a name, free text with or without an address, or an object with `url`,
 * `id` and `label`.
 * @param options.lang - BCP 47 tag of the deed; English if absent.
 * @returns `undefined` if nothing was written. What is not recognised has the family `other` and is never turned into
 * the nearest known licence.
 */
export function licenceOf(
  value: unknown,
  { lang = 'en' }: { readonly lang?: string } = {},
): LicenceDetails | undefined {
  const licence = readLicence(value);
  return (
    licence && {
      ...licence,
      id: spdxOf(licence),
      name: fullNameOf(licence),
      deed: deedOf(licence, lang),
      retiredOn: retiredOn(licence),
    }
  );
}
