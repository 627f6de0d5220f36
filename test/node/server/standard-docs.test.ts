import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';

import { bearer, jwt, startServer, type TestServer } from './support.ts';

describe('the example that signs a gift in the documentation', () => {
  let server: TestServer;
  after(() => server.close());

  it('is taken by the server', async () => {
    const page = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
    const example = [...page.matchAll(/^```js\n(.*?)^```$/gms)]
      .map(([, code]) => code!)
      .find((code) => /gift\./.test(code));
    const secret = `whsec_${Buffer.alloc(32, 'key').toString('base64')}`;
    server = await startServer({ payments: { webhookSecrets: [secret] }, clock: Date.now });
    const now = Math.floor(Date.now() / 1000);
    const campaign = { version: 1, currency: 'EUR' };
    const headers = bearer(jwt({ role: 'moderator', exp: now + 600 }));
    assert.equal((await server.call('PUT', '/v1/campaigns/spring', campaign, headers)).status, 200);
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', example!], {
      env: { ...process.env, NODE_OPTIONS: '', API: `${server.url}/v1`, FURNITURE_PAYMENT_WEBHOOK_SECRET: secret },
    });
    assert.equal(stdout.trim(), '200');
    assert.equal((await server.call('GET', '/v1/campaigns/spring')).json.raised, 12.5);
  });
});
