/** The custom elements manifest: Storybook, the README's tables and editors read it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export const MANIFEST = 'custom-elements.json';

export interface Described {
  readonly name: string;
  readonly description?: string;
  readonly type?: { readonly text: string };
  readonly default?: string;
}

export interface ElementDescription {
  readonly tagName: string;
  readonly name: string;
  readonly description?: string;
  readonly attributes?: readonly Described[];
  readonly events?: readonly Described[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly Described[];
}

export function writeManifest(): void {
  execFileSync('cem', ['analyze', '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The four elements as the manifest describes them. */
export function readElements(): ElementDescription[] {
  const manifest = JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    modules: { declarations?: Partial<ElementDescription>[] }[];
  };
  return manifest.modules
    .flatMap((module) => module.declarations ?? [])
    .filter((declaration): declaration is ElementDescription => Boolean(declaration.tagName));
}
