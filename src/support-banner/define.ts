import { define } from '../base/define.ts';
import '../locales/offer.ts';
import { SupportBanner } from './support-banner.ts';

define('support-banner', SupportBanner);

export { SupportBanner };
