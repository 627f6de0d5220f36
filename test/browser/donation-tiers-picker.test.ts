import { expect } from '@open-wc/testing';

import '../../src/donation-tiers/define.ts';
import { settled, until } from '../support/element-suite.ts';

// A page of its own, because what is loaded once stays loaded.
describe('<donation-tiers> and its choice', () => {
  const isLoaded = () => performance.getEntriesByType('resource').some(({ name }) => name.includes('draw-picker'));

  it('shows totals without loading the choice, and the author’s content until the choice is there', async () => {
    const element = document.createElement('donation-tiers');
    element.append('Give');
    Object.assign(element, { currency: 'USD', raised: 10, goal: 20 });
    document.body.append(element);
    await settled(element);
    const root = element.shadowRoot!;
    expect(element.matches(':state(ready)')).to.equal(true);
    expect(root.querySelector('slot')).to.equal(null);
    expect(isLoaded()).to.equal(false);

    const seen: string[] = [];
    const look = () =>
      seen.push(root.querySelector('[part=action]') ? 'choice' : root.querySelector('slot')!.localName);
    const observer = new MutationObserver(look);
    observer.observe(root.querySelector('.root')!, { childList: true });
    element.checkout = 'https://pay.example/give';
    await until(() => expect(root.querySelector('[part=action]')).to.be.instanceOf(HTMLAnchorElement));
    await settled(element);
    observer.disconnect();
    element.remove();
    expect(seen).to.deep.equal(['slot', 'choice']);
    expect(isLoaded()).to.equal(true);
    expect(root.querySelector('slot')).to.equal(null);
    expect(root.querySelector('[role=meter]')).to.be.instanceOf(HTMLElement);
  });
});
