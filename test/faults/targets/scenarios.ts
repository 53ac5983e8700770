import type { Scenario } from '#test/faults/plan/scenario.ts';
import { badAnswers } from './bad-answers.ts';
import { badCertificate } from './bad-certificate.ts';
import { connectionReset } from './connection-reset.ts';
import { deadDestination } from './dead-destination.ts';
import { flapping } from './flapping.ts';
import { lastingFailure } from './lasting-failure.ts';
import { lostAcknowledgement } from './lost-acknowledgement.ts';
import { nameTrouble } from './name-trouble.ts';
import { endlessAnswers, neverAnswers } from './no-answer.ts';
import { passingStatus } from './passing-status.ts';
import { peerVanishes } from './peer-vanishes.ts';
import { redirected } from './redirect.ts';
import { refusedMessage } from './refused-message.ts';
import { toldToWait } from './told-to-wait.ts';

export const scenarios: readonly Scenario[] = [
  lastingFailure,
  toldToWait,
  passingStatus,
  refusedMessage,
  neverAnswers,
  endlessAnswers,
  peerVanishes,
  connectionReset,
  nameTrouble,
  badCertificate,
  badAnswers,
  redirected,
  flapping,
  deadDestination,
  lostAcknowledgement,
];
