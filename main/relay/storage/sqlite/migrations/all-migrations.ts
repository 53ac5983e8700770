import { messages } from './0001-messages.ts';
import { delivery } from './0002-delivery.ts';
import { operations } from './0003-operations.ts';
import { exchanges } from './0004-exchanges.ts';
import { codes } from './0005-codes.ts';
import type { Migration } from './migration.ts';

/** In order of version, without gaps. */
export const allMigrations: readonly Migration[] = [messages, delivery, operations, exchanges, codes];
