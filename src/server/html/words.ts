/** The few words in the comments that the server draws, for readers without JavaScript and for search engines. */
export interface PageWords {
  readonly deleted: string;
  readonly edited: string;
  readonly pinned: string;
  readonly moreReplies: string;
  readonly moreComments: string;
  /** Above the words of the article that a comment is about. */
  readonly passage: string;
  readonly roles: Readonly<Record<'author' | 'staff' | 'moderator', string>>;
}

const WORDS = {
  en: {
    deleted: 'This comment was removed.',
    edited: 'edited',
    pinned: 'Pinned',
    moreReplies: 'More replies',
    moreComments: 'More comments',
    passage: 'On this passage:',
    roles: { author: 'Author', staff: 'Staff', moderator: 'Moderator' },
  },
  de: {
    deleted: 'Dieser Kommentar wurde entfernt.',
    edited: 'bearbeitet',
    pinned: 'Angeheftet',
    moreReplies: 'Weitere Antworten',
    moreComments: 'Weitere Kommentare',
    passage: 'Zu dieser Stelle:',
    roles: { author: 'Autor:in', staff: 'Redaktion', moderator: 'Moderation' },
  },
  ar: {
    deleted: 'أُزيل هذا التعليق.',
    edited: 'معدَّل',
    pinned: 'مثبَّت',
    moreReplies: 'المزيد من الردود',
    moreComments: 'المزيد من التعليقات',
    passage: 'عن هذا المقطع:',
    roles: { author: 'الكاتب', staff: 'فريق التحرير', moderator: 'المشرف' },
  },
} as const satisfies Readonly<Record<string, PageWords>>;

export type PageLanguage = keyof typeof WORDS;
export const PAGE_LANGUAGES = ['en', 'de', 'ar'] as const satisfies readonly PageLanguage[];

export const pageWords = (language: PageLanguage): PageWords => WORDS[language];
