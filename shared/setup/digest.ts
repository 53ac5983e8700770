/** Object keys in order, so that equal contents read alike. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

function fnv(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  return hash >>> 0;
}

/** 16 hexadecimal digits that tell contents apart (FNV-1a, twice). Not for secrets: it hides nothing. */
export function digestOf(value: unknown): string {
  const text = canonical(value);
  return [0x81_1c_9d_c5, 0x9e_37_79_b9].map((start) => fnv(text, start).toString(16).padStart(8, '0')).join('');
}
