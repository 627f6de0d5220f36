import type { Frequency } from '../../contracts/notifications.ts';
import { PAGE_LANGUAGES, type PageLanguage } from './words.ts';

/** What mails say, and the pages that their links lead to. */
export interface NoticeWords {
  readonly all: string;
  readonly replies: string;
  readonly frequencies: Readonly<Record<Frequency, string>>;
  readonly unconfirmed: string;
  readonly confirm: {
    readonly title: string;
    readonly text: string;
    readonly button: string;
    readonly done: string;
    readonly late: string;
  };
  readonly cancel: { readonly title: string; readonly text: string; readonly button: string; readonly done: string };
  readonly manage: {
    readonly title: string;
    readonly text: string;
    readonly none: string;
    readonly end: string;
    readonly endAll: string;
    readonly done: string;
  };
  readonly unknown: { readonly title: string; readonly text: string };
  readonly mail: {
    readonly confirmSubject: string;
    readonly confirmIntro: string;
    readonly confirmLink: string;
    readonly confirmIgnore: string;
    readonly subject: string;
    readonly digestSubject: string;
    readonly wrote: (name: string) => string;
    readonly open: string;
    readonly why: string;
    readonly stop: string;
    readonly manage: string;
  };
}

const WORDS: Readonly<Record<PageLanguage, NoticeWords>> = {
  en: {
    all: 'All new comments',
    replies: 'Replies to a comment',
    frequencies: { immediate: 'at once', daily: 'daily' },
    unconfirmed: 'not confirmed',
    confirm: {
      title: 'Get emails about new comments?',
      text: 'Somebody, probably you, asked for emails to your address about this discussion:',
      button: 'Yes, send me emails',
      done: 'Confirmed. You will get emails about new comments.',
      late: 'This has ended. Ask for it again in the discussion.',
    },
    cancel: {
      title: 'Stop emails about this discussion?',
      text: 'You will get no more emails about this discussion:',
      button: 'Stop these emails',
      done: 'Done. You will get no more emails about this discussion.',
    },
    manage: {
      title: 'Your emails about comments',
      text: 'This is what your address gets emails about.',
      none: 'Your address gets no emails from us.',
      end: 'Stop',
      endAll: 'Stop all emails',
      done: 'Done.',
    },
    unknown: { title: 'This link does not work', text: 'It is incomplete, or what it was for is long over.' },
    mail: {
      confirmSubject: 'Please confirm: emails about new comments',
      confirmIntro: 'Somebody, probably you, asked for emails to this address about new comments in this discussion:',
      confirmLink: 'Confirm here that you want them',
      confirmIgnore: 'If it was not you, do nothing: you will get no more emails about it.',
      subject: 'New comments',
      digestSubject: 'New comments of the day',
      wrote: (name) => `${name} wrote:`,
      open: 'Read it in the discussion',
      why: 'You get this email because you asked for it.',
      stop: 'Stop these emails',
      manage: 'All my emails about comments',
    },
  },
  de: {
    all: 'Alle neuen Kommentare',
    replies: 'Antworten auf einen Kommentar',
    frequencies: { immediate: 'sofort', daily: 'täglich' },
    unconfirmed: 'nicht bestätigt',
    confirm: {
      title: 'E-Mails über neue Kommentare bekommen?',
      text: 'Jemand, vermutlich Sie, hat für Ihre Adresse E-Mails zu dieser Diskussion bestellt:',
      button: 'Ja, schicken Sie mir E-Mails',
      done: 'Bestätigt. Sie bekommen E-Mails über neue Kommentare.',
      late: 'Das ist beendet. Bestellen Sie die E-Mails in der Diskussion neu.',
    },
    cancel: {
      title: 'Keine E-Mails mehr zu dieser Diskussion?',
      text: 'Sie bekommen keine E-Mails mehr zu dieser Diskussion:',
      button: 'Diese E-Mails beenden',
      done: 'Erledigt. Sie bekommen keine E-Mails mehr zu dieser Diskussion.',
    },
    manage: {
      title: 'Ihre E-Mails über Kommentare',
      text: 'Darüber bekommt Ihre Adresse E-Mails.',
      none: 'Ihre Adresse bekommt keine E-Mails von uns.',
      end: 'Beenden',
      endAll: 'Alle E-Mails beenden',
      done: 'Erledigt.',
    },
    unknown: {
      title: 'Dieser Link funktioniert nicht',
      text: 'Er ist unvollständig, oder das, wozu er gehörte, ist lange vorbei.',
    },
    mail: {
      confirmSubject: 'Bitte bestätigen: E-Mails über neue Kommentare',
      confirmIntro:
        'Jemand, vermutlich Sie, hat für diese Adresse E-Mails über neue Kommentare in dieser Diskussion bestellt:',
      confirmLink: 'Hier bestätigen, dass Sie sie möchten',
      confirmIgnore: 'Waren Sie es nicht, tun Sie nichts: Dann kommen dazu keine E-Mails mehr.',
      subject: 'Neue Kommentare',
      digestSubject: 'Neue Kommentare des Tages',
      wrote: (name) => `${name} schrieb:`,
      open: 'In der Diskussion lesen',
      why: 'Sie bekommen diese E-Mail, weil Sie sie bestellt haben.',
      stop: 'Diese E-Mails beenden',
      manage: 'Alle meine E-Mails über Kommentare',
    },
  },
  ar: {
    all: 'كل التعليقات الجديدة',
    replies: 'الردود على تعليق',
    frequencies: { immediate: 'فورًا', daily: 'يوميًا' },
    unconfirmed: 'غير مؤكَّد',
    confirm: {
      title: 'هل تريد رسائل عن التعليقات الجديدة؟',
      text: 'طلب شخص ما، ربما أنت، إرسال رسائل إلى عنوانك عن هذا النقاش:',
      button: 'نعم، أرسلوا لي رسائل',
      done: 'تم التأكيد. ستصلك رسائل عن التعليقات الجديدة.',
      late: 'انتهى هذا الطلب. اطلبه من جديد في النقاش.',
    },
    cancel: {
      title: 'هل تريد إيقاف الرسائل عن هذا النقاش؟',
      text: 'لن تصلك رسائل أخرى عن هذا النقاش:',
      button: 'إيقاف هذه الرسائل',
      done: 'تم. لن تصلك رسائل أخرى عن هذا النقاش.',
    },
    manage: {
      title: 'رسائلك عن التعليقات',
      text: 'هذا ما تصل عنه رسائل إلى عنوانك.',
      none: 'لا تصل منا رسائل إلى عنوانك.',
      end: 'إيقاف',
      endAll: 'إيقاف كل الرسائل',
      done: 'تم.',
    },
    unknown: { title: 'هذا الرابط لا يعمل', text: 'إنه ناقص، أو انتهى ما كان له منذ زمن.' },
    mail: {
      confirmSubject: 'يرجى التأكيد: رسائل عن التعليقات الجديدة',
      confirmIntro: 'طلب شخص ما، ربما أنت، إرسال رسائل إلى هذا العنوان عن التعليقات الجديدة في هذا النقاش:',
      confirmLink: 'أكِّد هنا أنك تريدها',
      confirmIgnore: 'إن لم تكن أنت من طلبها فلا تفعل شيئًا: لن تصلك رسائل أخرى عنها.',
      subject: 'تعليقات جديدة',
      digestSubject: 'تعليقات اليوم الجديدة',
      wrote: (name) => `كتب ${name}:`,
      open: 'اقرأه في النقاش',
      why: 'تصلك هذه الرسالة لأنك طلبتها.',
      stop: 'إيقاف هذه الرسائل',
      manage: 'كل رسائلي عن التعليقات',
    },
  },
};

export const noticeWords = (language: PageLanguage): NoticeWords => WORDS[language];

/** The language to write in for a BCP 47 tag: one that the server has words for, otherwise English. */
export function languageFor(tag: string | undefined): PageLanguage {
  const [primary] = (tag ?? '').toLowerCase().split(/[-_]/);
  return PAGE_LANGUAGES.find((language) => language === primary) ?? 'en';
}

export const directionOf = (language: PageLanguage): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');
