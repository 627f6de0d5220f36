/**
 * A PostgreSQL of our own for tests: in a temporary folder, on a free port, thrown away afterwards.
 *
 * Found where Debian, Homebrew and the usual installers put it. Where there is none and this is root on Debian, it is
 * installed with apt; elsewhere the tests that need it are skipped, by name.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TestPostgres {
  /** URL of a new, empty database. */
  createDatabase(): string;
  /** Ends the server at once, as a power failure would for its clients, and starts it again. */
  crash(): void;
  /** Ends the server at once, until it is started again. */
  halt(): void;
  resume(): void;
  stop(): void;
}

const isRoot = process.getuid?.() === 0;

/** The folder with `initdb` and `pg_ctl`, or why there is none. */
export function findPostgres(): { readonly folder: string } | { readonly missing: string } {
  const found = lookForPostgres();
  if (found) return { folder: found };
  if (isRoot && existsSync('/usr/bin/apt-get') && process.env.FURNITURE_TEST_INSTALL !== 'no') installPostgres();
  const installed = lookForPostgres();
  return installed ? { folder: installed } : { missing: 'no PostgreSQL on this machine, and none could be installed' };
}

function lookForPostgres(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().reverse() : [];
  const folders = [
    ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/usr/local/pgsql/bin', '/usr/local/opt/postgresql/bin'],
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));
}

function installPostgres(): void {
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const packages = ['install', '-y', '--no-install-recommends', 'postgresql'];
  if (spawnSync('apt-get', packages, options).status === 0) return;
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', packages, options);
}

/** Starts one. @throws If it cannot be started. */
export async function startPostgres(folder: string): Promise<TestPostgres> {
  const home = mkdtempSync(join(tmpdir(), 'furniture-postgres-'));
  chmodSync(home, 0o755);
  // PostgreSQL refuses to run as root.
  if (isRoot) execFileSync('chown', ['postgres', home]);
  const data = join(home, 'data');
  const run = (program: string, ...words: string[]): void => {
    const command = [join(folder, program), ...words];
    // Files, not pipes: the server keeps what it inherits, and a pipe would never end.
    const options = { stdio: 'ignore', cwd: home } as const;
    if (!isRoot) execFileSync(command[0]!, command.slice(1), options);
    else execFileSync('su', ['postgres', '-c', command.map((word) => `'${word}'`).join(' ')], options);
  };
  const port = await freePort();
  run('initdb', '-D', data, '-A', 'trust', '-U', 'furniture', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8');
  const settings = `-c listen_addresses=127.0.0.1 -c port=${port} -c unix_socket_directories=${home} -c fsync=off`;
  const start = () => run('pg_ctl', '-D', data, '-w', '-l', join(home, 'log'), '-o', settings, 'start');
  const stop = () => run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
  start();
  let databases = 0;
  let [isOver, isHalted] = [false, false];
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    if (!isHalted) stop();
    rmSync(home, { recursive: true, force: true });
  };
  // Also when the test is interrupted or fails before it could clean up.
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  return {
    createDatabase() {
      const name = `test${++databases}`;
      run('createdb', '-h', home, '-p', String(port), '-U', 'furniture', name);
      return `postgres://furniture@127.0.0.1:${port}/${name}`;
    },
    crash() {
      stop();
      start();
    },
    halt() {
      stop();
      isHalted = true;
    },
    resume() {
      start();
      isHalted = false;
    },
    stop: end,
  };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => done(port));
    });
  });
}
