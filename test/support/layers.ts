/**
 * Who may import whom, as drawn in the README:
 *
 *     contracts ─► base ─► element folders ─► define.ts ─► all.ts
 *         └──────► server
 *
 * One command writes credits, and may use their pure modules and the locales.
 *
 * Pure modules take time, randomness and storage as arguments: no Lit, no DOM, no fetch, no clock.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';

export interface Breach {
  readonly file: string;
  readonly rule: string;
}

/** The command that writes credits: the one file of the server that uses what renders them without a page. */
const CREDITS = 'server/commands/attribution.ts';

export const ELEMENTS = ['donation-tiers', 'article-attribution', 'support-banner', 'comment-thread'];

/** Files of an element folder that draw or act; every other one is pure. */
const IMPURE = [
  /^(.+)\/\1\.ts$/,
  /\/define\.ts$/,
  /\.styles\.ts$/,
  /\/draw-[\w-]+\.ts$/,
  /\/page-[\w-]+\.ts$/,
  /\/backends\//,
];
const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
const TYPE_IMPORT = /(?:^|\n)\s*(?:import|export)\s+type\s[^;]*?from\s*['"][^'"]+['"];?/g;
const WORLD =
  /\b(?:window|document|customElements|localStorage|sessionStorage|navigator)\s*[.[]|\bfetch\s*\(|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bsetTimeout\s*\(|\bsetInterval\s*\(/;

/** Every TypeScript file below `folder`, by its path from there with forward slashes. */
export function listSources(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Map(files.map((file) => [file.split(sep).join('/'), readFileSync(join(folder, file), 'utf8')]));
}

/** The files that break a rule, with the first rule each breaks. */
export function findBreaches(sources: ReadonlyMap<string, string>): Breach[] {
  const breaches: Breach[] = [];
  for (const [file, source] of sources) {
    const rule = importRule(file, source) ?? purityRule(file, source);
    if (rule) breaches.push({ file, rule });
  }
  return breaches;
}

function importRule(file: string, source: string): string | undefined {
  for (const target of importsOf(file, source)) {
    const rule = forbids(layerOf(file), file, target);
    if (rule) return `${rule} (imports ${target})`;
  }
  return undefined;
}

/** What a file imports when it runs; types cost nothing and bind nobody. */
function importsOf(file: string, source: string): string[] {
  const code = withoutComments(source).replace(TYPE_IMPORT, '\n');
  return [...code.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return name.startsWith('.') ? posix.normalize(posix.join(dirname(file), name)) : name;
  });
}

function layerOf(file: string): string {
  const [top = ''] = file.split('/');
  return ELEMENTS.includes(top) ? 'element' : top;
}

function forbids(layer: string, file: string, target: string): string | undefined {
  const targetLayer = layerOf(target);
  const isPackage = !/\.ts$/.test(target);
  switch (layer) {
    case 'contracts':
      return isPackage
        ? unless(target.startsWith('zod/'), 'contracts import zod only')
        : mustBe(targetLayer, ['contracts']);
    case 'base':
      return isPackage ? undefined : mustBe(targetLayer, ['contracts', 'base']);
    case 'locales':
      return isPackage ? 'locales import no package' : mustBe(targetLayer, ['base', 'locales']);
    case 'server':
      return isPackage
        ? unless(!/^(?:lit|@lit)\b/.test(target), 'the server never draws')
        : file === CREDITS && isForCredits(target)
          ? undefined
          : mustBe(targetLayer, ['contracts', 'server']);
    case 'element':
      return elementRule(file, target, targetLayer, isPackage);
    default:
      return undefined;
  }
}

function elementRule(file: string, target: string, targetLayer: string, isPackage: boolean): string | undefined {
  const [folder] = file.split('/');
  if (isPackage) return isPure(file) && /^(?:lit|@lit)\b/.test(target) ? 'pure modules know no Lit' : undefined;
  if (targetLayer === 'element' && !target.startsWith(`${folder}/`)) return 'elements never import each other';
  if (file.includes('/backends/')) {
    // A large backend has rooms of its own: `memory.ts` may use `memory-….ts`.
    const rooms = file.replace(/(?:-\w+)*\.ts$/, '-');
    const isAllowed = ['contracts/', 'base/request.ts', 'base/own.ts', `${folder}/backends/backend.ts`, rooms];
    return unless(
      isAllowed.some((allowed) => target.startsWith(allowed)),
      'backends import contracts and base/request only',
    );
  }
  if (file.endsWith('/define.ts')) return mustBe(targetLayer, ['base', 'element', 'locales']);
  return mustBe(targetLayer, ['contracts', 'base', 'element']);
}

function purityRule(file: string, source: string): string | undefined {
  const isCandidate = layerOf(file) === 'contracts' || (layerOf(file) === 'element' && isPure(file));
  if (!isCandidate) return undefined;
  const found = WORLD.exec(withoutComments(source));
  return found ? `pure modules take the world as arguments (uses ${found[0]})` : undefined;
}

function isPure(file: string): boolean {
  return !IMPURE.some((pattern) => pattern.test(file));
}

function isForCredits(target: string): boolean {
  const isWord = target.startsWith('locales/') || target === 'base/messages.ts';
  return isWord || (target.startsWith('article-attribution/') && isPure(target));
}

const mustBe = (layer: string, allowed: readonly string[]) =>
  unless(allowed.includes(layer), `may import ${allowed.join(', ')} only`);

const unless = (isFine: boolean, rule: string) => (isFine ? undefined : rule);

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
}
