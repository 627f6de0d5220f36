import { define } from '../base/define.ts';
import '../locales/offer.ts';
import { ArticleAttribution } from './article-attribution.ts';

define('article-attribution', ArticleAttribution);

export { ArticleAttribution };
