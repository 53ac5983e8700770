import { createCxoneTarget as createRealTarget } from '#relay/connectors/cxone/cxone-target.ts';
import { failPoint } from './fail-point.ts';

export * from '#relay/connectors/cxone/cxone-target.ts';

/** The real target, with a fail point behind its answers. Replaces it in the test build. */
export function createCxoneTarget(
  ...options: Parameters<typeof createRealTarget>
): ReturnType<typeof createRealTarget> {
  const target = createRealTarget(...options);
  return {
    ...target,
    deliver: async (...delivery) => {
      const result = await target.deliver(...delivery);
      failPoint('inbound', 'answered');
      return result;
    },
  };
}
