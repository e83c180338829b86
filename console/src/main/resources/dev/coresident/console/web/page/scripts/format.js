// Figures for people.

const counts = new Intl.NumberFormat('en-US');
const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const SHORT = ['', 'k', 'M', 'G', 'T'];

const threeDigits = (value) => value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);

function scaled(value, units, blank) {
  let unit = 0;
  let rest = value;
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000;
    unit += 1;
  }
  return unit === 0 ? counts.format(Math.round(rest)) + blank + units[0] : threeDigits(rest) + blank + units[unit];
}

export const count = (value) => counts.format(value);

export const short = (value) => (value < 10000 ? count(Math.round(value)) : scaled(value, SHORT, ' ').trim());

export const bytes = (value) => scaled(value, BYTES, ' ');

export const rate = (value) => (value > 0 && value < 9.95 ? value.toFixed(1) : short(value));

export function duration(millis) {
  const seconds = Math.floor(millis / 1000);
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']];
  const first = parts.findIndex(([size]) => seconds >= size);
  if (first < 0) {
    return '0 s';
  }
  const [size, unit] = parts[first];
  const head = `${Math.floor(seconds / size)} ${unit}`;
  const next = parts[first + 1];
  return next ? `${head} ${Math.floor((seconds % size) / next[0])} ${next[1]}` : head;
}

export const nanos = (value) => (value < 1e6 ? `${threeDigits(value / 1e3)} µs` : value < 1e9 ? `${threeDigits(value / 1e6)} ms` : `${threeDigits(value / 1e9)} s`);

export const seconds = (value) => (Number.isFinite(value) ? (value === 0 ? '0' : nanos(value * 1e9)) : '–');

export const percent = (value) => `${(100 * value).toFixed(value < 0.0995 ? 1 : 0)} %`;

export const clock = (millis) => new Date(millis).toLocaleTimeString([], { hour12: false });
