import { z } from 'zod';
import { ChannelId } from './ids.ts';
import { CaseStatus } from './sla.ts';

/** Somebody of the sandbox's tenant who can answer. */
export const SandboxAgent = z.object({ id: z.number().int(), name: z.string(), isBot: z.boolean() });
export type SandboxAgent = z.infer<typeof SandboxAgent>;

/** A case as the simulated CXone has it. */
export const SandboxCase = z.object({
  /** The contact number. */
  number: z.string(),
  channelId: ChannelId,
  customer: z.string(),
  status: CaseStatus,
  /** Epoch ms. */
  createdAt: z.number(),
  statusAt: z.number(),
  agentId: z.number().int().nullable(),
  assignedAt: z.number().nullable(),
  lastMessage: z.object({ from: z.enum(['customer', 'agent', 'bot']), at: z.number(), text: z.string() }).nullable(),
});
export type SandboxCase = z.infer<typeof SandboxCase>;

export const SandboxCases = z.object({
  agents: z.array(SandboxAgent),
  /** Open ones first, then those resolved; of each the longest unchanged first. Closed ones are left out. */
  cases: z.array(SandboxCase).max(200),
  /** All there are. */
  total: z.number().int(),
  /** Whether simulated agents answer by themselves. */
  auto: z.boolean(),
});
export type SandboxCases = z.infer<typeof SandboxCases>;

/** not_possible: CXone has no such step. refused: the relay did not take the answer. */
export const SandboxCaseResult = z.object({
  outcome: z.enum(['done', 'not_possible', 'refused']),
  cases: SandboxCases,
});
export type SandboxCaseResult = z.infer<typeof SandboxCaseResult>;

/** What an agent does with a case. `agentId` null: the first person. */
export const SandboxCaseAct = z.discriminatedUnion('act', [
  z.object({ act: z.literal('assign'), agentId: z.number().int().nullable() }),
  z.object({ act: z.literal('unassign') }),
  z.object({ act: z.literal('status'), status: CaseStatus }),
  z.object({
    act: z.literal('answer'),
    agentId: z.number().int().nullable(),
    text: z.string().min(1).max(2_000),
  }),
]);
export type SandboxCaseAct = z.infer<typeof SandboxCaseAct>;
