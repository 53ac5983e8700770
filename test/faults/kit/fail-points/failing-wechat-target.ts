import { createWeChatTarget as createRealTarget } from '#relay/connectors/wechat/wechat-target.ts';
import { failPoint } from './fail-point.ts';

export * from '#relay/connectors/wechat/wechat-target.ts';

/** The real target, with a fail point behind its answers. Replaces it in the test build. */
export function createWeChatTarget(
  ...options: Parameters<typeof createRealTarget>
): ReturnType<typeof createRealTarget> {
  const target = createRealTarget(...options);
  return {
    ...target,
    deliver: async (...delivery) => {
      const result = await target.deliver(...delivery);
      failPoint('outbound', 'answered');
      return result;
    },
  };
}
