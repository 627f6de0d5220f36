import type { BannerReport } from '../contracts/banner-report.ts';

/** The names that our server counts. */
const COUNTED = /^[A-Za-z0-9._-]{1,100}$/;

/**
 * Tells the publisher's counter what happened, and nothing of whom: without cookies, without the address of the page,
 * and without asking the browser to remember anything. Nobody waits for it, and a reader who leaves does not stop it.
 *
 * @param address - Absolute or relative to the page; `{campaign}` in it stands for the campaign.
 * @returns Why our server would not count it, for the developer.
 */
export function sendReport(address: string, campaign: string, report: BannerReport): string | undefined {
  send(address, campaign, report);
  if (COUNTED.test(campaign)) return undefined;
  return `campaign "${campaign}": allowed where it is counted: 1 to 100 of A-Z a-z 0-9 . _ -`;
}

function send(address: string, campaign: string, report: BannerReport): void {
  try {
    const url = new URL(address.split('{campaign}').join(encodeURIComponent(campaign)), document.baseURI);
    if (!/^https?:$/.test(url.protocol)) return;
    // As text a page may send it anywhere without asking first.
    const headers = { 'content-type': 'text/plain;charset=UTF-8' };
    const body = JSON.stringify(report);
    const options = { keepalive: true, credentials: 'omit', referrerPolicy: 'no-referrer' } as const;
    fetch(url, { method: 'POST', headers, body, ...options }).catch(() => undefined);
  } catch {
    // An address that is none, or a page without fetch: what is not counted is not shown to be zero either.
  }
}
