/** Every question of the page goes through here: (name, input). */
export const invokeChannel = 'veerpont:invoke';
/** Every notice to the page: (name, payload). */
export const pushChannel = 'veerpont:push';
