import { define } from '../base/define.ts';
import '../locales/offer.ts';
import { DonationTiers } from './donation-tiers.ts';

define('donation-tiers', DonationTiers);

export { DonationTiers };
