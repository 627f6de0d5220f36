import '../../src/donation-tiers/define.ts';
import { DonationTiers } from '../../src/donation-tiers/donation-tiers.ts';
import { elementSuite } from '../support/element-suite.ts';

elementSuite({
  tag: 'donation-tiers',
  Class: DonationTiers,
  attributes: {
    heading: 'Keep the lights on',
    currency: 'USD',
    raised: '3250',
    goal: '5000',
    milestones: '0 2500 5000',
    amounts: '5 10 25',
    frequencies: 'once monthly',
    checkout: 'https://pay.example/give{?amount,currency,frequency}',
  },
  visible: { property: 'heading', values: ['Our appeal', 'Your appeal', 'Everyone’s appeal'] },
  wrong: { property: 'raised', value: 'lots' },
  word: 'Amount',
  loading: (src) => ({ src, heading: 'Loading', currency: 'USD' }),
});
