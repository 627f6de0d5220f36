/** What others say exists: the tools of Creative Commons, and the ids of SPDX. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const read = JSON.parse(readFileSync('test/fixtures/cc-legal-tools.json', 'utf8')) as {
  count: number;
  tools: Record<string, string | null>;
};

export interface Tool {
  /** `licenses/by-sa/3.0/de/`. */
  readonly path: string;
  readonly url: string;
  /** As Creative Commons lists it. */
  readonly spdx: string | null;
  readonly category: string;
  readonly unit: string;
  readonly version: string;
  /** Empty where there is none. */
  readonly port: string;
}

/** How many tools the list says it holds. */
export const TOOL_COUNT = read.count;

/** Every tool of Creative Commons there ever was, in the order of its own list. */
export const TOOLS: readonly Tool[] = Object.entries(read.tools).map(([path, spdx]) => {
  const [category = '', unit = '', version = '', port = ''] = path.split('/');
  return { path, url: `https://creativecommons.org/${path}`, spdx, category, unit, version, port };
});

const require = createRequire(import.meta.url);

/** Ids in the list of SPDX today, without those that it calls deprecated. */
export const SPDX_IDS: readonly string[] = require('spdx-license-ids') as string[];
