import { expect } from '@open-wc/testing';

import '../../src/donation-tiers/define.ts';
import { DonationTiers } from '../../src/donation-tiers/donation-tiers.ts';
import { watchConsole } from '../support/console.ts';
import { settled, until } from '../support/element-suite.ts';

type Attributes = Readonly<Record<string, string>>;

const GIFT = {
  name: 'gift',
  currency: 'USD',
  amounts: '5 10 25',
  frequencies: 'once monthly',
  reference: 'r-1',
  min: '2',
  max: '1000',
  'confirm-above': '500',
};

const FLAGS = ['valid', 'valueMissing', 'badInput', 'rangeUnderflow', 'rangeOverflow', 'customError'] as const;

describe('<donation-tiers> in a form', () => {
  watchConsole();
  let form: HTMLFormElement;
  let submitted: (readonly [string, FormDataEntryValue])[][];
  beforeEach(() => {
    form = document.createElement('form');
    submitted = [];
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      submitted.push(entries(event.submitter));
    });
    document.body.append(form);
  });
  afterEach(() => form.remove());

  const entries = (submitter: HTMLElement | null = null) => [...new FormData(form, submitter)];
  const make = (attributes: Attributes): DonationTiers => {
    const element = document.createElement('donation-tiers');
    for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!);
    return element;
  };
  const show = async (more: Attributes = {}, place: Element = form): Promise<DonationTiers> => {
    const element = make({ ...GIFT, ...more });
    place.append(element);
    await settled(element);
    return element;
  };
  const button = (place: Element = form, name = ''): HTMLButtonElement => {
    const one = Object.assign(document.createElement('button'), { textContent: 'Give', name, value: 'yes' });
    place.append(one);
    return one;
  };
  const find = <E extends HTMLElement = HTMLInputElement>(element: Element, selector: string) =>
    element.shadowRoot!.querySelector<E>(selector)!;
  const pick = (element: Element, value: string) => find(element, `input[type=radio][value="${value}"]`).click();
  const type = (element: Element, text: string) => {
    const field = find(element, '.typed');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const press = (element: Element, init: KeyboardEventInit = {}, control = '.typed') =>
    find(element, control).dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, ...init }));
  const flags = ({ validity }: DonationTiers) => FLAGS.filter((flag) => validity?.[flag]);

  describe('submits', () => {
    it('nothing until something is chosen, and then what is chosen, at once', async () => {
      const element = await show();
      expect(entries()).to.deep.equal([]);
      expect(element.value).to.equal('');
      pick(element, '1000');
      pick(element, 'monthly');
      expect(element.value).to.equal('10');
      expect(entries()).to.deep.equal([
        ['gift', '10'],
        ['gift-currency', 'USD'],
        ['gift-frequency', 'monthly'],
        ['gift-reference', 'r-1'],
      ]);
    });

    it('a typed amount as a decimal, and a tier by its id', async () => {
      const element = await show();
      element.removeAttribute('reference');
      type(element, '12,5');
      expect(entries()[0]).to.deep.equal(['gift', '12.50']);
      element.tiers = [{ id: 'friend', amount: '7', label: 'Friend' }];
      await settled(element);
      pick(element, 'friend');
      expect(entries()).to.deep.equal([
        ['gift', '7'],
        ['gift-currency', 'USD'],
        ['gift-frequency', 'once'],
        ['gift-tier', 'friend'],
      ]);
    });

    it('nothing without a name, and everything under another one', async () => {
      const element = await show({ amount: '10' });
      element.name = '';
      await settled(element);
      expect(entries()).to.deep.equal([]);
      expect(element.value).to.equal('10');
      element.name = 'spende';
      await settled(element);
      expect(entries().map(([name]) => name)).to.include('spende-currency');
      expect(element.getAttribute('name')).to.equal('spende');
    });

    it('by the button of the form, in a page that is really loaded', async () => {
      const element = await show();
      pick(element, '2500');
      const frame = Object.assign(document.createElement('iframe'), { name: 'answer' });
      document.body.append(frame);
      const real = Object.assign(document.createElement('form'), { target: 'answer', action: '/faults/json' });
      document.body.append(real);
      real.append(element);
      button(real).click();
      await until(() => expect(frame.contentWindow!.location.search).to.contain('gift=25&gift-currency=USD'));
      frame.remove();
      real.remove();
    });

    it('by Enter in the typed amount, as the default button does', async () => {
      const element = await show();
      type(element, '20');
      press(element);
      expect(submitted[0]![0]).to.deep.equal(['gift', '20']);
      button(form, 'go');
      press(element);
      expect(submitted[1]!.at(-1)).to.deep.equal(['go', 'yes']);
      find<HTMLButtonElement>(element, '.typed').blur();
      form.querySelector('button')!.disabled = true;
      press(element);
      press(element, { isComposing: true });
      expect(submitted.length).to.equal(2);
    });

    it('by Enter on an amount or a frequency, as from any radio', async () => {
      const element = await show();
      pick(element, '1000');
      press(element, {}, '[value="1000"]');
      press(element, {}, '[value="monthly"]');
      expect(submitted.map(([first]) => first)).to.deep.equal([
        ['gift', '10'],
        ['gift', '10'],
      ]);
      press(element, { key: 'a' }, '[value="1000"]');
      expect(submitted.length).to.equal(2);
    });

    it('with no link of its own, which it has where the page says where to pay', async () => {
      const element = await show();
      expect(find(element, '[part=action]')).to.equal(null);
      expect(find(element, '[part=note]').textContent).to.equal('');
      element.setAttribute('checkout', 'https://pay.example/give{?amount}');
      await settled(element);
      type(element, '20');
      await settled(element);
      expect(find(element, '[part=action]').getAttribute('href')).to.equal('https://pay.example/give?amount=20');
      press(element);
      expect(submitted).to.deep.equal([]);
    });

    it('in the place of what the author put between the tags, and not beside it', async () => {
      const element = make({ ...GIFT, amount: '10' });
      const own = Object.assign(document.createElement('input'), { name: 'gift', value: '1', required: true });
      const kept = Object.assign(document.createElement('input'), { slot: 'thanks', name: 'kept' });
      element.append(own, kept);
      form.append(element);
      expect(new FormData(form).getAll('gift')).to.deep.equal(['1']);
      await settled(element);
      expect(new FormData(form).getAll('gift')).to.deep.equal(['10']);
      expect(kept.disabled).to.equal(false);
      element.removeAttribute('amounts');
      await settled(element);
      expect(new FormData(form).getAll('gift')).to.deep.equal(['1']);
    });

    it('nothing while it says thanks', async () => {
      const before = location.href;
      history.replaceState(null, '', '?given=1');
      try {
        const element = await show({ amount: '10', required: '', thanks: 'given' });
        expect(entries()).to.deep.equal([]);
        expect(element.checkValidity()).to.equal(true);
        find(element, '[part=thanks] button').click();
        await settled(element);
        expect(entries()[0]).to.deep.equal(['gift', '10']);
      } finally {
        history.replaceState(null, '', before);
      }
    });

    it('to the form it was moved to, in light DOM or from within another element', async () => {
      const element = await show({ amount: '10' });
      const other = document.createElement('form');
      document.body.append(other);
      other.append(element);
      await settled(element);
      expect(element.form).to.equal(other);
      expect(entries()).to.deep.equal([]);
      expect(new FormData(other).get('gift')).to.equal('10');
      expect([...other.elements]).to.include(element);
      document.body.append(element);
      await settled(element);
      expect(element.form).to.equal(null);
      expect(find(element, '[part=action]')).to.be.instanceOf(HTMLElement);
      element.setAttribute('form', (form.id = 'by-id'));
      await settled(element);
      expect(element.form).to.equal(form);
      expect(entries()[0]).to.deep.equal(['gift', '10']);
      element.remove();
      other.remove();
    });
  });

  describe('is valid', () => {
    it('without a choice, unless one is required', async () => {
      const element = await show();
      expect(element.checkValidity()).to.equal(true);
      element.required = true;
      await settled(element);
      expect(flags(element)).to.deep.equal(['valueMissing']);
      expect(element.validationMessage).to.equal('Choose an amount');
      expect(find(element, 'input[value="500"]').required).to.equal(true);
      pick(element, '500');
      expect(flags(element)).to.deep.equal(['valid']);
    });

    it('only with an amount that can be given, and says why not as readers see it', async () => {
      const element = await show();
      for (const [text, flag] of [
        ['1', 'rangeUnderflow'],
        ['1001', 'rangeOverflow'],
        ['ten', 'badInput'],
        ['1.000', 'badInput'],
      ] as const) {
        type(element, text);
        expect(flags(element)).to.deep.equal([flag]);
        await settled(element);
        expect(element.validationMessage).to.equal(find(element, '#message').textContent);
        expect(entries()).to.deep.equal([]);
      }
      type(element, '20');
      expect(flags(element)).to.deep.equal(['valid']);
    });

    it('only once a large amount is confirmed', async () => {
      const element = await show();
      type(element, '750');
      await settled(element);
      expect(flags(element)).to.deep.equal(['customError']);
      expect(element.value).to.equal('');
      expect(entries()).to.deep.equal([]);
      find(element, '.confirm input').click();
      expect(flags(element)).to.deep.equal(['valid']);
      expect(entries()[0]).to.deep.equal(['gift', '750']);
    });

    it('or the form is not submitted, and the control is focused', async () => {
      const element = await show({ required: '' });
      const press = button();
      press.click();
      expect(submitted).to.deep.equal([]);
      await until(() => expect(element.shadowRoot!.activeElement).to.equal(find(element, 'input[value="500"]')));
      type(element, '1');
      press.click();
      await until(() => expect(element.shadowRoot!.activeElement).to.equal(find(element, '.typed')));
      expect(submitted).to.deep.equal([]);
      type(element, '20');
      press.click();
      expect(submitted.length).to.equal(1);
    });

    it('and tells the page by an event when it is not', async () => {
      const element = await show({ required: '' });
      let told = 0;
      element.addEventListener('invalid', () => told++);
      expect(element.willValidate).to.equal(true);
      expect(element.checkValidity()).to.equal(false);
      expect(element.reportValidity()).to.equal(false);
      expect(form.checkValidity()).to.equal(false);
      expect(told).to.equal(3);
      expect(element.matches(':invalid')).to.equal(true);
    });

    it('where it has nothing to choose', async () => {
      const element = make({ name: 'gift', required: '', checkout: 'https://pay.example/give' });
      form.append(element);
      await settled(element);
      expect(find(element, 'input')).to.equal(null);
      expect(element.checkValidity()).to.equal(true);
    });
  });

  describe('is set', () => {
    it('back to what the publisher chose', async () => {
      const element = await show({ amount: '10', frequency: 'monthly' });
      pick(element, '500');
      pick(element, 'once');
      form.reset();
      expect(Object.fromEntries(entries())).to.include({ gift: '10', 'gift-frequency': 'monthly' });
      await settled(element);
      expect(find(element, 'input[value="1000"]').checked).to.equal(true);
      type(element, '12');
      form.reset();
      await settled(element);
      expect(find(element, '.typed').value).to.equal('');
    });

    it('to what the browser kept, before and after the choice is there', async () => {
      const state = JSON.stringify({ custom: 'custom', typed: '12,', frequency: 'monthly' });
      const element = make(GIFT);
      form.append(element);
      element.formStateRestoreCallback(state);
      await settled(element);
      expect(find(element, '.typed').value).to.equal('12,');
      expect(flags(element)).to.deep.equal(['badInput']);
      element.formStateRestoreCallback(JSON.stringify({ option: { amountMinor: 2500 }, typed: '' }));
      expect(element.value).to.equal('25');
      for (const other of ['12', '{}', null, new FormData()]) element.formStateRestoreCallback(other);
      expect(element.value).to.equal('25');
    });

    it('to what it was when the reader comes back to the page', async () => {
      const frame = document.createElement('iframe');
      // A page that goes on while it is told of its loading leaves no entry in the history: hence the next task.
      const arrival = () =>
        new Promise((resolve) => frame.addEventListener('load', () => setTimeout(resolve), { once: true }));
      const go = (act: () => void) => (act(), arrival());
      const there = () => frame.contentDocument!.querySelector('donation-tiers')!;
      frame.src = '/test/support/form-page.html';
      await go(() => document.body.append(frame));
      await until(() => expect(find(there(), 'input[value="2500"]')).not.to.equal(null));
      pick(there(), '2500');
      await go(() => frame.contentWindow!.location.assign('/test/support/form-page.html?elsewhere'));
      await go(() => frame.contentWindow!.history.back());
      await until(() => expect(there().value).to.equal('25'));
      frame.remove();
    });

    it('by a script, which nobody is told of', async () => {
      const element = await show();
      let told = 0;
      element.addEventListener('donation-tiers-selected', () => told++);
      element.value = '10';
      expect(entries()[0]).to.deep.equal(['gift', '10']);
      element.value = '12.5';
      await settled(element);
      expect(find(element, '.typed').value).to.equal('12.50');
      expect(element.value).to.equal('12.50');
      element.value = 'much';
      expect(element.value).to.equal('');
      element.value = '';
      expect(flags(element)).to.deep.equal(['valid']);
      expect(told).to.equal(0);
    });
  });

  it('takes what a script wrote before the element was defined', async () => {
    const tag = 'late-donation-tiers';
    const early = Object.assign(document.createElement(tag), { name: 'early', value: '25', disabled: true });
    for (const name of ['currency', 'amounts'] as const) early.setAttribute(name, GIFT[name]);
    form.append(early);
    customElements.define(tag, class extends DonationTiers {});
    await settled(early as DonationTiers);
    expect(early.value).to.equal('25');
    expect(entries()).to.deep.equal([]);
    early.disabled = false;
    await settled(early as DonationTiers);
    expect(entries()[0]).to.deep.equal(['early', '25']);
  });

  describe('is disabled', () => {
    it('with the fieldset around it', async () => {
      const fieldset = document.createElement('fieldset');
      form.append(fieldset);
      const element = await show({ amount: '10', required: '' }, fieldset);
      expect(entries()[0]).to.deep.equal(['gift', '10']);
      fieldset.disabled = true;
      await settled(element);
      expect(entries()).to.deep.equal([]);
      expect(element.willValidate).to.equal(false);
      expect(find(element, 'input[value="500"]').matches(':disabled')).to.equal(true);
      expect(find(element, '.typed').matches(':disabled')).to.equal(true);
      fieldset.disabled = false;
      await settled(element);
      expect(find(element, 'input[value="500"]').matches(':disabled')).to.equal(false);
      expect(entries()[0]).to.deep.equal(['gift', '10']);
    });

    it('by its own attribute, and leads nowhere then', async () => {
      const element = await show({ amount: '10', checkout: 'https://pay.example/give' });
      element.disabled = true;
      await settled(element);
      expect(element.matches(':disabled')).to.equal(true);
      expect(find(element, '[part=action]').hasAttribute('href')).to.equal(false);
    });
  });

  it('knows its labels', async () => {
    const element = await show({ id: 'your-gift' });
    const label = Object.assign(document.createElement('label'), { htmlFor: 'your-gift', textContent: 'Your gift' });
    form.prepend(label);
    expect([...element.labels!]).to.deep.equal([label]);
  });

  it('works as before where browsers have no internals', async () => {
    const native = HTMLElement.prototype.attachInternals;
    HTMLElement.prototype.attachInternals = () => {
      throw new TypeError('not here');
    };
    try {
      const element = await show({
        amount: '10',
        checkout: 'https://pay.example/give{?amount,frequency}',
        disabled: '',
      });
      expect(element.form).to.equal(null);
      expect(element.checkValidity()).to.equal(true);
      element.disabled = false;
      await settled(element);
      expect(find(element, '[part=action]').getAttribute('href')).to.equal(
        'https://pay.example/give?amount=10&frequency=once',
      );
    } finally {
      HTMLElement.prototype.attachInternals = native;
    }
  });
});
