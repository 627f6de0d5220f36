import { displayHost, safeLink } from '../contracts/links.ts';
import type { Facts } from './facts.ts';
import type { Licence } from './licensing/licence.ts';
import { markup, type Piece } from './markup.ts';
import { asWritten, beside, hostLink, say, tidy, words, type Key, type Speech } from './phrases.ts';

/** Under whose terms the article and its original stand, one sentence for each. */
export function rights(facts: Facts, speech: Speech): Piece[][] {
  const { rights: notice, sourceRights, licence, sourceLicence, imagesLicence, contentCredentials: proof } = facts;
  return [
    ...(sourceLicence ? [say(speech, 'originalLicence', { licence: licenceLink(sourceLicence, false) })] : []),
    ...(sourceRights === undefined ? [] : [asWritten(sourceRights)]),
    ...granted(facts, speech),
    ...(notice === undefined ? [] : [asWritten(notice)]),
    ...(licence ? [licensed(licence, speech)] : []),
    ...(imagesLicence ? [say(speech, 'imagesLicence', { licence: licenceLink(imagesLicence, false) })] : []),
    ...(proof ? [say(speech, 'credentials', { credentials: hostLink(proof, 'u-content-credentials') })] : []),
  ];
}

/** A publisher's own sentence is printed as it is; an address alone gets one of ours. */
function granted(facts: Facts, speech: Speech): Piece[][] {
  const { permission, permissionUrl: url, permissionRef, permissionBasis } = facts;
  const reference = permissionRef && markup('bdi', { class: 'p-permission-reference' }, [permissionRef]);
  const address = safeLink(permission, 'publisher');
  const isAddress = permission === undefined || (address !== undefined && /^https?:/i.test(address));
  const link = url ?? (isAddress ? address : undefined);
  const linkedTo = (href: string, piece: Piece) => markup('a', { class: 'u-permission', href: tidy(href) }, [piece]);
  if (!isAddress) {
    const [text, stop = ''] = asWritten(reference ? permission.replace(/[.。]$/, '') : permission);
    const said = link === undefined ? text! : linkedTo(link, text!);
    return [reference ? [beside(said, reference), '.'] : [said, stop]];
  }
  if (link === undefined && !reference && permissionBasis !== 'permission') return [];
  const word = words(speech, 'permissionWord');
  const linked = link === undefined ? word : linkedTo(link, word);
  return [say(speech, 'permission', { permission: linked, reference })];
}

function licensed(licence: Licence, speech: Speech): Piece[] {
  const key = ({ cc: 'licensed', cc0: 'dedicated', mark: 'unrestricted', reserved: 'reserved' } as const)[
    licence.family as 'cc'
  ] as Key | undefined;
  return say(speech, key ?? (licence.family === 'known' ? 'licensed' : 'terms'), {
    licence: licenceLink(licence, true),
  });
}

/** Only the licence of this text is `rel=license`. */
function licenceLink({ label, url }: Licence, isOurs: boolean): Piece {
  const name = url !== undefined && label === url ? displayHost(url) || url : label;
  if (url === undefined) return markup('bdi', {}, [name]);
  const marks = isOurs ? { class: 'u-license', rel: 'license' } : {};
  return markup('a', { ...marks, href: tidy(url) }, [markup('bdi', {}, [name])]);
}
