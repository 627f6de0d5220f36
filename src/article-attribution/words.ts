/**
 * English words of `<article-attribution>`.
 *
 * What stands in square brackets is left out when a value in it is not known; of `{day}`, `{month}` and `{year}` the one
 * is filled that says how exactly a date is known. Names are never inflected.
 */
export const ENGLISH = {
  origin:
    'This article[ by {authors}] was originally published[ by {source}][ on {day}][ in {month}][ in {year}][ under the title “{title}”].',
  excerpt:
    'This is an excerpt from an article[ by {authors}] originally published[ by {source}][ on {day}][ in {month}][ in {year}][ under the title “{title}”].',
  adaptation:
    'This article is adapted from one[ by {authors}] originally published[ by {source}][ on {day}][ in {month}][ in {year}][ under the title “{title}”].',
  summary:
    'This is a summary of an article[ by {authors}] originally published[ by {source}][ on {day}][ in {month}][ in {year}][ under the title “{title}”].',
  coPublication: 'This article[ by {authors}] is published jointly[ with {source}].',
  written: 'Written by {authors}.',
  earlier: 'Earlier publications: {previous}.',
  translated: 'Translated[ from {language}][ by {translators}][, exclusively for {beneficiary}].',
  selfTranslated: 'Translated[ from {language}] by the author[, exclusively for {beneficiary}].',
  machine: 'Machine-translated[ from {language}][ with {engine}].',
  postEdited:
    'Machine-translated[ from {language}][ with {engine}] and edited[ by {translators}][, exclusively for {beneficiary}].',
  originalLanguage: 'Original language: {language}.',
  relay: 'Translated by way of: {language}.',
  exclusive: 'Published exclusively by {beneficiary}.',
  version: 'This version was published[ by {publisher}][ on {day}][ in {month}][ in {year}].',
  republished: 'Republished[ by {publisher}][ on {day}][ in {month}][ in {year}].',
  updated: 'Last updated[ on {day}][ in {month}][ in {year}].',
  stale: 'The original was updated[ on {day}][ in {month}][ in {year}], after this version.',
  credit: '{role}: {people}.',
  changes: 'Changes: {changes}.',
  permission: 'Used with {permission}.',
  permissionWord: 'permission',
  licensed: 'Licensed under {licence}.',
  dedicated: 'Dedicated to the public domain under {licence}.',
  unrestricted: 'Free of known copyright restrictions ({licence}).',
  reserved: 'All rights reserved.',
  terms: 'Licence: {licence}.',
  originalLicence: 'Licence of the original: {licence}.',
  more: { one: '{count} more', other: '{count} more' },
  anonymous: 'an anonymous contributor',
  editor: 'Editing',
  copyeditor: 'Copy-editing',
  reporter: 'Reporting',
  photographer: 'Photos',
  illustrator: 'Illustrations',
  data: 'Data',
  reviewer: 'Review',
  'fact-checker': 'Fact-checking',
  interviewer: 'Interview',
  interviewee: 'In conversation with',
  contributor: 'With contributions by',
  'change-translated': 'translated',
  'change-abridged': 'abridged',
  'change-retitled': 'new title',
  'change-updated': 'updated',
  'change-reformatted': 'layout',
  'change-images-removed': 'pictures removed',
  'change-images-replaced': 'pictures replaced',
  'change-corrected': 'corrected',
  'change-adapted': 'adapted',
  'change-links-added': 'links added',
  copy: 'Copy credit',
  copied: 'Credit copied.',
  copyByHand: 'Copy this credit by hand:',
};
