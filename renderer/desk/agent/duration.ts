/** 75 s as '1:15', 4000 s as '1:06:40'; rounded up, so that nothing is over before it is. */
export function durationText(milliseconds: number): string {
  const all = Math.max(0, Math.ceil(milliseconds / 1_000));
  const [hours, minutes, seconds] = [Math.floor(all / 3_600), Math.floor((all % 3_600) / 60), all % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}
