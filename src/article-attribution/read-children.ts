import { CONTRIBUTOR_ROLES, SCOPES } from '../contracts/credit.ts';
import { prune } from './prune.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * Reads a credit that a publisher wrote: microformats, `time`, `rel=license`, `lang` and `hreflang`.
 *
 * @returns Unchecked values by the names of the options, as JSON would give them.
 */
export function readChildren(root: ParentNode): Values {
  return prune({ ...readOrigin(root), ...readPeople(root), ...readPublisher(root), ...readRights(root) });
}

function readOrigin(root: ParentNode): Values {
  const cite = root.querySelector('.h-cite, .u-translation-of, .u-repost-of');
  const link =
    cite?.querySelector('a.u-url, data.u-url') ??
    cite?.querySelector('a[href]') ??
    root.querySelector('a[rel~="external"], a[hreflang]');
  const scope: ParentNode = cite ?? root;
  const publication = scope.querySelector('.p-publication');
  const title = scope.querySelector('cite, .p-name:not(.p-publication)');
  const isRelated = (name: string) => !!root.querySelector(`.${name}`);
  const isOriginal = link ?? cite;
  return {
    kind: isRelated('u-translation-of') ? 'translation' : isRelated('u-repost-of') ? 'republication' : undefined,
    source: textOf(publication) ?? (title?.contains(link ?? null) ? undefined : textOf(link)),
    sourceUrl: link?.getAttribute('href') ?? link?.getAttribute('value') ?? undefined,
    sourceGone: link?.localName === 'data' || undefined,
    sourceNameLang: langOf(publication),
    archivedAt: addressOf(root, 'u-archived'),
    sourceLang: link?.getAttribute('hreflang') || title?.getAttribute('lang') || undefined,
    sourceTitle: title?.closest('.h-card') ? undefined : textOf(title),
    sourcePublished: isOriginal && dateOf(scope.querySelector('time.dt-published, time:not([class])')),
  };
}

function readPeople(root: ParentNode): Values {
  const inRole = (role: string) =>
    [...root.querySelectorAll(`.p-${role}`)].map((person) => ({ role, ...readPerson(person) }));
  const list = <T>(items: readonly T[]) => (items.length > 0 ? items : undefined);
  const others = CONTRIBUTOR_ROLES.filter((role) => role !== 'author' && role !== 'translator');
  return {
    authors: list(inRole('author')),
    translators: list(inRole('translator')),
    credits: list(others.flatMap(inRole)),
    reviewedBy: list(inRole('reviewed-by')),
  };
}

function readPerson(card: Element): Values {
  const name = card.querySelector('.p-name') ?? card;
  const link = card.matches('a[href]') ? card : card.querySelector('a[href]');
  const native = card.querySelector('.p-native-name');
  return {
    name: textOf(name),
    url: link?.getAttribute('href') ?? undefined,
    nameLang: langOf(native ?? name),
    nameNative: textOf(native),
    affiliation: textOf(card.querySelector('.p-org')),
  };
}

function readPublisher(root: ParentNode): Values {
  const publisher = root.querySelector('.p-publisher');
  const { name, url } = publisher ? readPerson(publisher) : {};
  const scopes = SCOPES.filter((scope) => root.querySelector(`.p-publisher[data-exclusive="${scope}"]`));
  const places = [...root.querySelectorAll('data.p-exclusive-in')].map((place) => place.getAttribute('value'));
  return {
    publisher: name,
    publisherUrl: url,
    exclusive: scopes.length > 0 ? scopes : undefined,
    exclusiveIn: places.length > 0 ? places : undefined,
    workTranslation: readVersions(root),
  };
}

function readVersions(root: ParentNode): Values[] | undefined {
  const links = [...root.querySelectorAll('a.u-work-translation')].map((link) => ({
    url: link.getAttribute('href'),
    lang: link.getAttribute('hreflang'),
    title: textOf(link.parentElement?.querySelector(':scope > a + cite')),
  }));
  return links.length > 0 ? links : undefined;
}

function readRights(root: ParentNode): Values {
  const licence = root.querySelector('a[rel~="license"], a.u-license');
  const address = licence?.getAttribute('href');
  const times = [...root.querySelectorAll('time.dt-published')];
  return {
    licence: address ? { url: address, label: textOf(licence) } : textOf(licence),
    published: dateOf(times.find((time) => !time.closest('.h-cite, .u-translation-of, .u-repost-of'))),
    updated: dateOf(root.querySelector('time.dt-updated')),
    permissionUrl: addressOf(root, 'u-permission'),
    permissionRef: textOf(root.querySelector('.p-permission-reference')),
    contentCredentials: addressOf(root, 'u-content-credentials'),
  };
}

const textOf = (node: Element | null | undefined): string | undefined =>
  node?.textContent?.replace(/\s+/g, ' ').trim() || undefined;

const addressOf = (root: ParentNode, name: string): string | undefined =>
  root.querySelector(`a.${name}`)?.getAttribute('href') ?? undefined;

const langOf = (node: Element | null): string | undefined =>
  node?.getAttribute('lang') ?? node?.querySelector('[lang]')?.getAttribute('lang') ?? undefined;

const dateOf = (time: Element | null | undefined): string | undefined =>
  time?.getAttribute('datetime')?.trim() || textOf(time);
