import { expect } from '@open-wc/testing';
import * as z from 'zod/mini';

import { define } from '../../src/base/define.ts';
import { FurnitureError, request } from '../../src/base/request.ts';
import { watchConsole } from '../support/console.ts';
import { elementSuite, readable, settled, until } from '../support/element-suite.ts';
import { ProbeElement } from '../support/probe-element.ts';

define('probe-element', ProbeElement);

elementSuite({
  tag: 'probe-element',
  Class: ProbeElement,
  attributes: { heading: 'Harbour' },
  visible: { property: 'heading', values: ['One', 'Two', 'Three'] },
  wrong: { property: 'tone', value: 'shrill' },
  word: 'A probe says',
  loading: (src) => ({ src }),
});

describe('the base', () => {
  const console = watchConsole();
  let probe: ProbeElement;

  beforeEach(() => {
    probe = document.createElement('probe-element') as ProbeElement;
    document.body.append(probe);
  });
  afterEach(() => probe.remove());

  it('prefers src to JSON and JSON to attributes, field by field', async () => {
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = '{"heading":"from JSON","tone":"loud"}';
    probe.setAttribute('heading', 'from the attribute');
    probe.setAttribute('size', '3');
    probe.append(script);
    await settled(probe);
    expect(readable(probe)).to.equal('from JSON A probe says loud 3 items');
    probe.src = encodeURI('/faults/json?body={"heading":"from src"}');
    await until(() => expect(readable(probe)).to.equal('from src A probe says loud 3 items'));
  });

  it('lets the newest request win, whichever answers last', async () => {
    probe.src = '/faults/json?delay=400&body={"heading":"slow"}';
    await settled(probe);
    probe.src = '/faults/json?body={"heading":"quick"}';
    await until(() => expect(readable(probe)).to.contain('quick'));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(readable(probe)).to.contain('quick');
  });

  it('mirrors its state for style sheets', async () => {
    probe.src = '/faults/silent';
    await settled(probe);
    expect(probe.matches(':state(loading)')).to.equal(true);
    await until(() => expect(probe.matches(':state(failed)')).to.equal(true));
    probe.src = '/faults/json?body={"heading":"here"}';
    await until(() => expect(probe.matches(':state(ready)')).to.equal(true));
  });

  it('succeeds when the reader tries again', async () => {
    let failures = 0;
    probe.addEventListener('probe-element-failed', () => failures++);
    probe.src = '/faults/silent';
    await until(() => expect(readable(probe)).to.contain('Try again'));
    expect(failures).to.equal(1);
    probe.shadowRoot!.querySelector('button')!.click();
    await until(() => expect(failures).to.equal(2));
  });

  it('takes other words for one element, and ignores those that are none', async () => {
    probe.messages = { greeting: 'Ahoy', items: 7 as unknown as string, unknown: 'x' };
    await settled(probe);
    expect(readable(probe)).to.equal('Ahoy calm 1 item');
  });

  it('notices JSON that a parser adds later', async () => {
    await settled(probe);
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = '{"heading":"late"}';
    probe.append(script);
    await until(() => expect(readable(probe)).to.contain('late'));
  });

  it('draws once for a thousand changes in one task', async () => {
    let draws = 0;
    const { render } = probe;
    probe.render = () => (draws++, render.call(probe));
    for (let round = 0; round < 1000; round++) probe.setAttribute('heading', `Round ${round}`);
    await settled(probe);
    expect(draws).to.equal(1);
  });

  it('warns, and does not throw, when another element has its name', () => {
    customElements.define('taken-by-others', class extends HTMLElement {});
    define('taken-by-others', ProbeElement);
    expect(console.take()).to.have.length(1);
  });

  it('is quiet when a second copy of it registers the same name', () => {
    define('probe-element', class extends ProbeElement {});
    expect(console.lines).to.deep.equal([]);
  });
});

describe('request', () => {
  const schema = z.object({ ok: z.boolean() });
  const fails = async (url: string, options: object = {}): Promise<FurnitureError> => {
    try {
      await request(url, { schema, ...options });
    } catch (error) {
      if (error instanceof FurnitureError) return error;
      throw error;
    }
    throw new Error(`${url} was answered`);
  };

  it('returns data that the schema allows', async () => {
    const { data, status } = await request('/faults/json?body={"ok":true,"more":1}', { schema });
    expect(data).to.deep.equal({ ok: true });
    expect(status).to.equal(200);
  });

  const cases = [
    ['/faults/json?status=503&header=Retry-After:7', 'refused', true],
    ['/faults/json?status=404', 'refused', false],
    ['/faults/json?status=429&header=Retry-After:99999', 'refused', true],
    ['/faults/json?body={"ok":1}', 'malformed', true],
    ['/faults/json?body=', 'malformed', true],
    ['/faults/json?body={"ok"', 'malformed', true],
    ['/faults/reset', 'offline', true],
    ['http://127.0.0.1:1/', 'offline', true],
  ] as const;
  for (const [url, kind, canRetry] of cases) {
    it(`answers ${url} with ${kind}`, async () => {
      const error = await fails(url);
      expect([error.kind, error.canRetry]).to.deep.equal([kind, canRetry]);
    });
  }

  it('reads how long to wait, within an hour', async () => {
    expect((await fails('/faults/json?status=503&header=Retry-After:7')).retryAfterMs).to.equal(7000);
    expect((await fails('/faults/json?status=503&header=Retry-After:99999')).retryAfterMs).to.equal(3_600_000);
  });

  it('keeps what the server said about a refusal', async () => {
    const body = '{"title":"Too long","errors":[{"path":"body","message":"at most 10000"}]}';
    const error = await fails(`/faults/json?status=422&body=${encodeURIComponent(body)}`);
    expect(error.problem?.errors?.[0]?.path).to.equal('body');
  });

  it('gives up after its time', async () => {
    expect((await fails('/faults/silent', { timeoutMs: 50 })).kind).to.equal('timeout');
  });

  it('is aborted by its caller, before and during', async () => {
    const controller = new AbortController();
    const running = fails('/faults/silent', { signal: controller.signal });
    controller.abort();
    expect((await running).kind).to.equal('aborted');
    expect((await fails('/faults/silent', { signal: controller.signal })).kind).to.equal('aborted');
  });

  it('stops reading what is too large', async () => {
    const error = await fails(`/faults/json?body=${'x'.repeat(3000)}`, { maxBytes: 1000 });
    expect(error.kind).to.equal('malformed');
    expect(error.message).to.contain('1000');
  });

  it('sends arrays as arrays on a page with Prototype.js', async () => {
    const { toJson } = await import('../../src/base/to-json.ts');
    const prototype = Array.prototype as unknown as Record<string, unknown>;
    prototype['toJSON'] = () => 'broken';
    try {
      expect(toJson({ a: [1, { b: null }], c: undefined })).to.equal('{"a":[1,{"b":null}]}');
    } finally {
      delete prototype['toJSON'];
    }
  });
});
