import type { HoldReason } from '../../src/contracts/moderation.ts';

/** What the invented readers of an invented paper wrote: about forty letters, in threads and in several scripts. */
export interface SeedComment {
  readonly id: string;
  readonly parentId?: string;
  readonly name: string;
  /** Hours before the demo was first started. */
  readonly hoursAgo: number;
  readonly text: string;
  readonly up?: number;
  readonly down?: number;
  readonly role?: 'author' | 'staff' | 'moderator';
  /** What moderators have to look at, or did; default published. */
  readonly state?: 'held' | 'hidden';
  readonly heldFor?: HoldReason;
  readonly isPinned?: boolean;
}

export const THREAD = 'the-library-that-came-back';

const LONG_LETTER = Array.from(
  { length: 6 },
  (_, night) =>
    `On the ${['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][night]} night I read by the lamp until the oil was low. ` +
    'Nobody tells you that a lighthouse has no good place for shelves: the walls are round, the damp is patient, and every book you own learns to lean. So I kept mine in a fish crate, and carried it up and down with the tide.',
).join('\n\n');

export const COMMENTS: readonly SeedComment[] = [
  {
    id: 'quay',
    name: 'Odile Marram',
    hoursAgo: 92,
    isPinned: true,
    text: 'I learned to read in the old reading room. My mother cleaned the **customs house** when the ferries still ran, and she said the light there was wasted on paperwork.',
    up: 24,
  },
  {
    id: 'quay-1',
    parentId: 'quay',
    name: 'Tam Brine',
    hoursAgo: 91,
    text: 'Did she ever see the clock running?',
    up: 3,
  },
  {
    id: 'quay-2',
    parentId: 'quay-1',
    name: 'Odile Marram',
    hoursAgo: 90,
    text: 'Once. She said it was *ten minutes slow* and everybody in town set their watch by it.',
    up: 11,
  },
  {
    id: 'quay-3',
    parentId: 'quay-2',
    name: 'Harbour Clock Society',
    hoursAgo: 89,
    text: 'We can confirm the ten minutes. The pendulum was shortened in 1911 and nobody wrote down why.',
    up: 9,
  },
  { id: 'quay-4', parentId: 'quay-3', name: 'Tam Brine', hoursAgo: 88, text: 'Please never repair it.', up: 6 },
  {
    id: 'quay-5',
    parentId: 'quay-4',
    name: 'Harbour Clock Society',
    hoursAgo: 87,
    text: 'It is on our agenda for the next meeting, under *things to leave alone*.',
    up: 14,
  },
  {
    id: 'lift',
    name: 'R. Eelgrass',
    hoursAgo: 80,
    text: 'How wide is the lift? I use a power chair and the one in the town hall was planned by someone who had never met one.',
    up: 17,
  },
  {
    id: 'lift-1',
    parentId: 'lift',
    name: 'Mira Selkie',
    role: 'author',
    hoursAgo: 79,
    text: 'I measured it for you: 1.10 m door, 1.40 × 1.60 m inside. The button is at 90 cm, and there is a second one outside, under the roof.',
    up: 21,
  },
  {
    id: 'lift-2',
    parentId: 'lift-1',
    name: 'R. Eelgrass',
    hoursAgo: 78,
    text: 'That is the best answer I ever got from a newspaper. Thank you.',
    up: 12,
  },
  {
    id: 'rent',
    name: 'Plain Arithmetic',
    hoursAgo: 76,
    text: 'Some numbers, since the board will not print them:\n\n- rent from a restaurant: about 38,000 a year\n- heating the warehouse: 21,000\n- heating the customs house: `21,000 / 3`\n\nSo the library costs us 24,000 in rent we never had.',
    up: 8,
    down: 5,
  },
  {
    id: 'rent-1',
    parentId: 'rent',
    name: 'Quince & Daughters',
    hoursAgo: 75,
    text: '> rent we never had\n\nExactly. I cannot lose an umbrella I do not own.',
    up: 19,
  },
  { id: 'rent-2', parentId: 'rent', name: 'Plain Arithmetic', hoursAgo: 74, text: 'Fair.', up: 2 },
  {
    id: 'kids',
    name: 'شيماء الساحلي',
    hoursAgo: 70,
    text: 'ابنتي كانت أول من دخل المكتبة يوم السبت. سألت أمينة المكتبة: «هل الكتب تسمع البحر؟» ولم تجد أحد يجيبها.',
    up: 31,
  },
  {
    id: 'kids-1',
    parentId: 'kids',
    name: 'Odile Marram',
    hoursAgo: 69,
    text: 'Tell her: only the ones upstairs.',
    up: 15,
  },
  { id: 'kids-2', parentId: 'kids-1', name: 'شيماء الساحلي', hoursAgo: 68, text: 'قالت إنها كانت تعرف ذلك.', up: 13 },
  {
    id: 'jp',
    name: '汐見 渚',
    hoursAgo: 66,
    text: '満潮の鐘の音を録音しました。二段目まで水が来ると、本当に鳴ります。子どもたちが正しかったです。',
    up: 10,
  },
  {
    id: 'de',
    name: 'Jorun Abendrot',
    role: 'author',
    hoursAgo: 64,
    text: 'Ich habe den Artikel für den *Fährboten* geschrieben und lese hier jeden Brief. Danke für die schöne Übersetzung!',
    up: 16,
  },
  {
    id: 'de-1',
    parentId: 'de',
    name: 'Quince & Daughters',
    hoursAgo: 63,
    text: 'Gern! Is “Zählzimmer” really a word?',
    up: 4,
  },
  { id: 'de-2', parentId: 'de-1', name: 'Jorun Abendrot', role: 'author', hoursAgo: 62, text: 'It is now.', up: 22 },
  {
    id: 'tide',
    name: 'Sill Engineer',
    hoursAgo: 60,
    text: 'For those who asked: the sill is a float in a slot, no motor. The drawing is at <https://university.example/sill> and you may copy it.\n\n```\nwater  ~~~~~~~~~~\nfloat  [========]\nslot   |        |\n```',
    up: 18,
  },
  { id: 'tide-1', parentId: 'tide', name: 'Tam Brine', hoursAgo: 59, text: 'And the bell?', up: 1 },
  {
    id: 'tide-2',
    parentId: 'tide-1',
    name: 'Sill Engineer',
    hoursAgo: 58,
    text: 'The bell hangs on a string. We are quite proud of the string.',
    up: 26,
  },
  {
    id: 'he',
    name: 'נעמה חופית',
    hoursAgo: 55,
    text: 'יפה שהמדפים הולכים לאורך החוף. אצלנו הם הולכים לאורך התקציב.',
    up: 7,
  },
  {
    id: 'el',
    name: 'Θάλεια Λιμνίδη',
    hoursAgo: 52,
    text: 'Η φράση «τα μυθιστορήματα πρέπει να είναι ανηφόρα» θα μπει στον τοίχο μου.',
    up: 5,
  },
  {
    id: 'hi',
    name: 'सागरिका तटकर',
    hoursAgo: 50,
    text: 'क्या पुस्तकालय में दूसरी भाषाओं की किताबें भी हैं? मैं कुछ दान करना चाहूँगी।',
    up: 6,
  },
  {
    id: 'hi-1',
    parentId: 'hi',
    name: 'Wrenhaven Library',
    role: 'staff',
    hoursAgo: 49,
    text: 'Yes, 31 languages so far, in the east gallery. Bring them to the desk on any day but Monday.',
    up: 9,
  },
  {
    id: 'gull',
    name: 'Counting Room Gull',
    hoursAgo: 47,
    text: 'We want it noted that we were not consulted.',
    up: 44,
    down: 1,
  },
  { id: 'gull-1', parentId: 'gull', name: 'Tam Brine', hoursAgo: 46, text: 'You never answer letters.', up: 12 },
  { id: 'gull-2', parentId: 'gull-1', name: 'Counting Room Gull', hoursAgo: 45, text: 'We eat them.', up: 38 },
  {
    id: 'board',
    name: 'A member of the board',
    hoursAgo: 40,
    text: 'I was one of the two in the chairs. I was wrong about the restaurant. I was right about the parking.',
    up: 27,
    down: 2,
  },
  {
    id: 'board-1',
    parentId: 'board',
    name: 'Plain Arithmetic',
    hoursAgo: 39,
    text: 'There are nine spaces and a bicycle stand for sixty.',
    up: 3,
    down: 4,
  },
  {
    id: 'stamp',
    name: 'Ines Dunlin',
    hoursAgo: 30,
    text: 'The stamp in my copy says 14 MAY 1974. I was born that day. I have not returned it yet.',
    up: 33,
  },
  {
    id: 'stamp-1',
    parentId: 'stamp',
    name: 'Wrenhaven Library',
    role: 'staff',
    hoursAgo: 29,
    text: 'Keep it another fortnight.',
    up: 29,
  },
  {
    id: 'boat',
    name: 'Waiting for a boat',
    hoursAgo: 22,
    text: 'I got a card while waiting for the 16:10. The boat was late. I am on chapter nine.',
    up: 15,
  },
  {
    id: 'typo',
    name: 'Careful Reader',
    hoursAgo: 18,
    text: 'Small correction: the tide-gauge keeper did hold a card, number 212, but it was never stamped.',
    up: 6,
  },
  {
    id: 'typo-1',
    parentId: 'typo',
    name: 'Mira Selkie',
    role: 'author',
    hoursAgo: 17,
    text: 'Thank you. I will ask Jorun, and we will correct both versions.',
    up: 8,
  },
  {
    id: 'choir',
    name: 'Second Alto',
    hoursAgo: 12,
    text: 'The choir’s heating bill is *higher* than the library’s. We would like a pump the size of a wardrobe, too.',
    up: 9,
  },
  {
    id: 'late',
    name: 'Lamp Lighter',
    hoursAgo: 6,
    text: 'Walked past at midnight. One window lit. Somebody was reading on the stairs.',
    up: 20,
  },
  { id: 'late-1', parentId: 'late', name: 'Ines Dunlin', hoursAgo: 5, text: 'Chapter nine, I suspect.', up: 11 },
  {
    id: 'moderator',
    parentId: 'rent',
    name: 'Letters Desk',
    role: 'moderator',
    hoursAgo: 73,
    text: 'Please keep to the building. Letters about the choir’s heating go below.',
    up: 4,
  },
  {
    id: 'long',
    name: 'Former Lighthouse Keeper',
    hoursAgo: 10,
    text: LONG_LETTER,
    up: 7,
  },
  {
    id: 'wait-links',
    name: 'Umbrella Outlet',
    hoursAgo: 9,
    text: 'Best umbrellas: https://umbrellas.example/a https://umbrellas.example/b https://umbrellas.example/c',
    state: 'held',
    heldFor: 'links',
  },
  {
    id: 'wait-first',
    parentId: 'stamp',
    name: 'Neu in Wrenhaven',
    hoursAgo: 8,
    text: 'Mein erster Brief: Auch in meinem Buch steht ein Stempel aus dem Mai. Gibt es eine Liste?',
    state: 'held',
    heldFor: 'first',
  },
  {
    id: 'wait-words',
    name: 'قارئ من المرفأ',
    hoursAgo: 7,
    text: 'هل يمكن تمديد ساعات القراءة في الشتاء؟ الضوء جميل بعد الخامسة.',
    state: 'held',
    heldFor: 'words',
  },
  {
    id: 'hidden-1',
    name: 'Shouting Man',
    hoursAgo: 60,
    text: 'EVERYBODY ON THE BOARD IS A CORMORANT.',
    state: 'hidden',
  },
  { id: 'new', name: 'Tam Brine', hoursAgo: 1, text: 'Is the reading room open on the holiday?', up: 1 },
];

/** What readers told the moderators about some of them. */
export const REPORTS = [
  { id: 'board-1', reason: 'off-topic', detail: 'This is about bicycles again.' },
  { id: 'gull', reason: 'other', detail: 'I do not believe that a gull wrote this.' },
  { id: 'gull', reason: 'spam' },
] as const;

export const CAMPAIGN = {
  version: 1,
  currency: 'USD',
  raised: '3250',
  goal: '5000',
  milestones: [
    { at: '2500', label: 'A reporter at every meeting of the harbour board' },
    { at: '5000', label: 'A harbour reporter for a year' },
  ],
  supporters: 87,
  policy: 'gross',
  events: '/v1/campaigns/spring/events',
} as const;
