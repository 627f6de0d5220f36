/**
 * Measures what is promised: `npm run bench` runs every part, `npm run bench -- server` one. Each part prints medians
 * and ratios of one run; wall times on a shared machine are noisy, so read the ratios.
 */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  campaigns: async () => (await import('./campaigns.ts')).measureCampaigns(),
  page: async () => (await import('./page.ts')).measurePage(),
  passages: async () => (await import('./passages.ts')).measurePassages(),
  server: async () => (await import('./server.ts')).measureServer(),
  thread: async () => (await import('./thread.ts')).measureThread(),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join(' ')}"; there are: ${Object.keys(PARTS).join(' ')}.`);
  process.exitCode = 2;
} else for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) await PARTS[part]!();

export {};
