/**
 * Finds the three browser engines, and installs what is missing where that is possible: as root on a machine with apt.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

interface Recipe {
  /** Environment variables that may name the binary. */
  readonly variables: readonly string[];
  /** Names on the PATH. */
  readonly commands: readonly string[];
  /** Other usual places. */
  readonly places: readonly string[];
  /** Debian packages. */
  readonly packages: readonly string[];
  /** Also needed on the PATH. */
  readonly needs: readonly string[];
}

const RECIPES: Record<Engine, Recipe> = {
  chromium: {
    variables: ['CHROME_PATH', 'PUPPETEER_EXECUTABLE_PATH'],
    commands: ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome'],
    places: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    ],
    packages: ['chromium'],
    needs: [],
  },
  firefox: {
    variables: ['FIREFOX_PATH'],
    commands: ['firefox-esr', 'firefox'],
    places: ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe'],
    packages: ['firefox-esr'],
    needs: [],
  },
  webkit: {
    variables: ['WEBKIT_MINIBROWSER_PATH'],
    commands: [],
    places: [
      '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser',
      '/usr/libexec/webkit2gtk-4.1/MiniBrowser',
    ],
    packages: ['webkit2gtk-driver', 'xvfb', 'xauth'],
    needs: ['WebKitWebDriver', 'Xvfb'],
  },
};

/** The path of an engine's browser, or `undefined` when the machine has none. */
export function findBrowser(engine: Engine): string | undefined {
  const { variables, commands, places, needs } = RECIPES[engine];
  if (!needs.every((name) => findCommand(name))) return undefined;
  const named = variables.map((name) => process.env[name]).find((path) => path && existsSync(path));
  return named ?? commands.map(findCommand).find(Boolean) ?? places.find((path) => existsSync(path));
}

/**
 * Installs the engines a machine lacks, where it can.
 *
 * @returns The engines that are still missing.
 */
export function ensureBrowsers(engines: readonly Engine[]): Engine[] {
  const missing = engines.filter((engine) => !findBrowser(engine));
  if (missing.length > 0 && process.getuid?.() === 0 && findCommand('apt-get')) {
    console.log(`Installing browsers for the tests: ${missing.join(', ')}`);
    installPackages(missing.flatMap((engine) => RECIPES[engine].packages));
  }
  return missing.filter((engine) => !findBrowser(engine));
}

/** What a person can do about a missing browser. */
export function howToInstall(engine: Engine): string {
  const { variables, packages } = RECIPES[engine];
  return `${engine} was not found: set ${variables[0]}, or install it (Debian: apt-get install ${packages.join(' ')}).`;
}

/** Installs Debian packages; a failure is printed, and whoever needs them finds out. */
export function installPackages(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'inherit'], env });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env,
    });
  } catch (error) {
    console.warn(`apt-get could not install ${packages.join(' ')}:`, error instanceof Error ? error.message : error);
  }
}

/** Looks a command up on the PATH. */
export function findCommand(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Flags for Chromium: quiet, and without its sandbox only where it refuses to start with it. */
export const CHROMIUM_FLAGS = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
