import type { LogSentences } from '../sentence.ts';

/** English. */
export const logEn: LogSentences = {
  REVEAL_OVER: {
    title: 'The time to look at this is over',
    help: 'Files are shown for ten minutes after their message was revealed. Reveal it again, with a reason.',
  },
  MEDIA_NOT_KEPT: {
    title: 'This file is not kept here',
    help: 'It was not fetched, was refused, or was removed by the retention rule. The time line of the message says which.',
  },
  MEDIA_NO_PREVIEW: {
    title: 'This file cannot be shown here',
    help: 'Only pictures, MP3 sound and MP4 films of at most 5 MB are shown; others could run something or are too large.',
  },
  TASK_UNKNOWN: {
    title: 'This task is not known any more',
    help: 'Tasks are kept for 30 days. What it did stands in the time line of each message.',
  },
  TASK_PLAN_OLD: {
    title: 'This count is too old to act upon',
    help: 'Nothing was done. Count again, and look at what it says now.',
  },
  TASK_NOTHING_TO_DO: {
    title: 'There is nothing to do',
    help: 'For none of these messages is it possible now. The count says why.',
  },
  TASK_NOT_POSSIBLE: {
    title: 'This cannot be done with the task now',
    help: 'It is over, or is doing that already. The list shows how it stands.',
  },
  TASK_MESSAGE_BUSY: {
    title: 'This message was on its way just then',
    help: 'It was left as it is. Look at it again in a moment.',
  },
  EXPORT_UNKNOWN: {
    title: 'This export is not known any more',
    help: 'It ended, or the relay started anew. Begin the export again.',
  },
  EXPORT_TOO_MANY: {
    title: 'Too many exports run at the same time',
    help: 'Wait until one has ended, or cancel one.',
  },
  EXPORT_INTERRUPTED: {
    title: 'The export did not get to its end',
    help: 'The search or the relay stopped meanwhile. The unfinished file was removed; begin again.',
  },
  ERASE_NOT_CONFIRMED: {
    title: 'The four characters do not fit',
    help: 'Nothing was removed. Type the last four characters of the id that is shown for this customer.',
  },
  CUSTOMER_HAS_WAITING: {
    title: 'Messages of this customer still wait',
    help: 'Nothing was removed. Let them be delivered, or discard them first[: {{value}}].',
  },
};
