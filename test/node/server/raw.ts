import { connect } from 'node:net';

export interface RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes that no well-behaved client would, and reads the answer: headers go out as they are. */
export function sendRaw(
  url: string,
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Iterable<string | Buffer> = [],
): Promise<RawReply> {
  const { hostname, port, host } = new URL(url);
  return new Promise((done, fail) => {
    const socket = connect(Number(port), hostname);
    const received: Buffer[] = [];
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`);
    const finish = (): void => {
      const reply = parse(Buffer.concat(received).toString('utf8'));
      if (reply) done(reply);
      else fail(new Error(`no answer to ${method} ${path.slice(0, 80)}`));
    };
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer in time')));
    socket.on('data', (chunk) => {
      received.push(chunk);
      const reply = parse(Buffer.concat(received).toString('utf8'));
      if (reply && isWhole(reply, method)) socket.destroy();
    });
    socket.on('close', finish);
    // A server that has answered may close while we still send.
    socket.on('error', (error) => (received.length > 0 ? finish() : fail(error)));
    const chunks = body[Symbol.iterator]();
    const pump = (): void => {
      if (socket.destroyed || received.length > 0) return;
      const next = chunks.next();
      if (!next.done) socket.write(next.value, () => setImmediate(pump));
    };
    socket.write(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, pump);
  });
}

const isWhole = ({ headers, body }: RawReply, method: string): boolean =>
  method === 'HEAD' || Buffer.byteLength(body) >= Number(headers['content-length'] ?? 0);

function parse(text: string): RawReply | undefined {
  const end = text.indexOf('\r\n\r\n');
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0);
  if (end < 0 || status === 0) return undefined;
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status, headers, body: text.slice(end + 4) };
}
