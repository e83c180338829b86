// What the compiler made of the rule sets, and how much they find.

import { byId, element, setText } from './dom.js';
import { bytes, count, rate } from './format.js';

const PERIOD_MILLIS = 1000;
const IDLE_MILLIS = 5000;

const rows = new Map();
let before = new Map();
let timer = null;
let asking = false;

const keyOf = (set) => `${set.tenant}.${set.generation}.${set.label}`;

const plural = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`;

function speed(now, takenMillis) {
  const last = before.get(keyOf(now));
  const seconds = last ? (takenMillis - last.takenMillis) / 1000 : 0;
  return seconds > 0 ? { matches: Math.max(0, now.matches - last.matches) / seconds, bytes: Math.max(0, now.scannedBytes - last.scannedBytes) / seconds } : { matches: 0, bytes: 0 };
}

function group(part) {
  return element('li', {}, element('span', { className: 'pill', 'data-state': 'kind' }, part.kind), ` ${plural(part.rules, 'rule')}, ${bytes(part.imageBytes)}: ${part.size}`, element('p', { className: 'note' }, part.why));
}

/** A rule set's box. It stays while the set does: only its figures change, so that nobody who reads or clicks loses his place. */
function row(set) {
  const figures = element('span', { className: 'note' });
  const head = element('summary', {}, element('strong', {}, set.label), ` ${plural(set.rules, 'rule')} in ${plural(set.groups.length, 'group')}, ${bytes(set.imageBytes)}`, figures);
  return { figures, box: element('li', {}, element('details', {}, head, element('ul', {}, ...set.groups.map(group)))) };
}

function show(automata, takenMillis) {
  const list = byId('automata');
  const keys = new Set(automata.map(keyOf));
  for (const [key, { box }] of rows) {
    if (!keys.has(key)) {
      box.remove();
      rows.delete(key);
    }
  }
  automata.forEach((set, index) => {
    const key = keyOf(set);
    const parts = rows.get(key) ?? row(set);
    rows.set(key, parts);
    if (list.children[index] !== parts.box) {
      list.insertBefore(parts.box, list.children[index] ?? null);
    }
    const now = speed(set, takenMillis);
    setText(parts.figures, `${rate(now.matches)} matches/s, ${bytes(now.bytes)}/s; ${count(set.matches)} ${set.matches === 1 ? 'match' : 'matches'} in ${bytes(set.scannedBytes)}`);
  });
  byId('automata-card').hidden = automata.length === 0;
  setText(byId('automata-count'), plural(automata.length, 'rule set'));
}

async function load() {
  if (asking) {
    return;
  }
  asking = true;
  let some = 0;
  try {
    const answer = document.hidden ? null : await fetch('/api/v1/automata');
    if (answer?.ok) {
      const { automata, takenMillis } = await answer.json();
      some = automata.length;
      show(automata, takenMillis);
      before = new Map(automata.map((set) => [keyOf(set), { ...set, takenMillis }]));
    }
  } catch {
    // The bar says that the server is away.
  }
  asking = false;
  timer = setTimeout(load, some > 0 ? PERIOD_MILLIS : IDLE_MILLIS);
}

/** Asks again and again from now on. */
export function watchAutomata() {
  clearTimeout(timer);
  load();
}
