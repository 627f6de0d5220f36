import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';

import { CHROMIUM_FLAGS, ENGINES, findBrowser, howToInstall } from './tools/browsers.ts';
import { browserReporter } from './tools/failed-tests.ts';
import { faultyServer } from './test/support/faulty-server.js';

const WEBDRIVER_PORT = Number(process.env.WEBDRIVER_PORT ?? 4455);
const wanted = (process.env.BROWSERS ?? ENGINES.join(',')).split(',');
const engines = wanted.filter((engine) => findBrowser(engine) ?? console.warn(howToInstall(engine)));

const launchers = {
  // One page at a time: requestAnimationFrame never fires in Chromium's background tabs.
  chromium: () =>
    chromeLauncher({
      concurrency: 1,
      launchOptions: { executablePath: findBrowser('chromium'), args: CHROMIUM_FLAGS },
    }),
  firefox: () =>
    named(
      'Firefox',
      chromeLauncher({
        concurrency: 1,
        launchOptions: { browser: 'firefox', executablePath: findBrowser('firefox'), headless: true },
      }),
    ),
  webkit: () =>
    webdriverLauncher({
      hostname: '127.0.0.1',
      port: WEBDRIVER_PORT,
      path: '/',
      logLevel: 'error',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: findBrowser('webkit'), args: ['--automation'] },
      },
    }),
};

/** puppeteer-core drives Firefox too; only the label needs help. */
function named(name, launcher) {
  launcher.name = name;
  return launcher;
}

/** WebKit wants a display and its own driver process. */
function webkitHost() {
  const children = [];
  return {
    name: 'webkit-host',
    async serverStart() {
      if (!engines.includes('webkit')) return;
      const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      children.push(screen);
      const display = await new Promise((resolve, reject) => {
        screen.stdio[3].once('data', (data) => resolve(`:${String(data).trim()}`));
        screen.once('error', reject);
      });
      const env = { ...process.env, DISPLAY: display };
      children.push(
        spawn('WebKitWebDriver', ['--host=127.0.0.1', `--port=${WEBDRIVER_PORT}`], { stdio: 'ignore', env }),
      );
      for (let tries = 0; tries < 50; tries++) {
        if (
          await fetch(`http://127.0.0.1:${WEBDRIVER_PORT}/status`).then(
            () => true,
            () => false,
          )
        )
          return;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async serverStop() {
      for (const child of children.reverse()) child.kill('SIGTERM');
    },
  };
}

export default {
  files: process.env.FILES?.split(',') ?? 'test/browser/**/*.test.ts',
  hostname: '127.0.0.1',
  concurrency: 1,
  reporters: [defaultReporter(), browserReporter()],
  nodeResolve: { exportConditions: ['production', 'browser'] },
  middleware: [faultyServer()],
  plugins: [
    webkitHost(),
    esbuildPlugin({
      ts: true,
      json: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('./tsconfig.json', import.meta.url)),
    }),
  ],
  browserStartTimeout: 60_000,
  testsStartTimeout: 60_000,
  testsFinishTimeout: 300_000,
  // For tests that hang; no test is decided by it.
  testFramework: { config: { timeout: 60_000 } },
  browsers: engines.map((engine) => launchers[engine]()),
};
