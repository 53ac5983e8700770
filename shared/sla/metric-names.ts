import type { AlertSettings } from '../domain/alerts.ts';
import type { SlaMetric } from '../domain/sla-settings.ts';

/** What is timed, as notices name it; begins small, for use within a sentence. */
export const slaMetricNames: Readonly<Record<AlertSettings['language'], Readonly<Record<SlaMetric, string>>>> = {
  en: {
    first_response: 'first response',
    solution: 'solution',
    agent_first_response: 'agent’s first message',
    agent_follow_up: 'follow-up',
    customer_idle: 'customer idle',
  },
  nl: {
    first_response: 'eerste reactie',
    solution: 'oplossing',
    agent_first_response: 'eerste reactie van agent',
    agent_follow_up: 'vervolgreactie',
    customer_idle: 'klant stil',
  },
  zh: {
    first_response: '首次响应',
    solution: '解决',
    agent_first_response: '坐席首次响应',
    agent_follow_up: '坐席后续响应',
    customer_idle: '客户静默',
  },
};
