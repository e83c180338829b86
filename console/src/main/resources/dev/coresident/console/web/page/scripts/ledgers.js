// Memory: a bar for each account, its mark the peak.

import { byId, element, setText } from './dom.js';
import { bytes, short } from './format.js';

const SHOWN = 40;
const rows = new Map();

function row(key) {
  const parts = { name: element('span', { className: 'name' }), value: element('span'), touched: element('i', { className: 'touched' }), fill: element('i'), peak: element('b'), note: element('span', { className: 'note' }) };
  parts.box = element('div', { className: 'ledger' }, parts.name, parts.value, element('div', { className: 'meter', 'aria-hidden': 'true' }, parts.touched, parts.fill, parts.peak), parts.note);
  rows.set(key, parts);
  return parts;
}

export function showLedgers(model) {
  const accounts = [...model.accounts].filter(([, a]) => a.peakBytes > 0 || a.refused > 0 || a.standing === 'live');
  accounts.sort(([, a], [, b]) => (b.standing === 'live') - (a.standing === 'live') || b.currentBytes - a.currentBytes || b.peakBytes - a.peakBytes || a.principal - b.principal);
  const wanted = accounts.slice(0, SHOWN);
  const box = byId('ledgers');
  const most = Math.max(1, ...wanted.map(([, a]) => a.peakBytes));
  const keys = new Set(wanted.map(([key]) => key));
  for (const [key, parts] of rows) {
    if (!keys.has(key)) {
      parts.box.remove();
      rows.delete(key);
    }
  }
  wanted.forEach(([key, account], index) => {
    const parts = rows.get(key) ?? row(key);
    if (box.children[index] !== parts.box) {
      box.insertBefore(parts.box, box.children[index] ?? null);
    }
    const scale = account.ceilingBytes ?? most;
    setText(parts.name, account.label || `principal ${account.principal}`);
    setText(parts.value, bytes(account.currentBytes));
    parts.fill.style.width = `${Math.min(100, (100 * account.currentBytes) / Math.max(1, scale))}%`;
    parts.touched.style.width = `${Math.min(100, (100 * account.touchedBytes) / Math.max(1, scale))}%`;
    parts.peak.style.left = `calc(${Math.min(100, (100 * account.peakBytes) / Math.max(1, scale))}% - 2px)`;
    const purposes = Object.entries(account.purposes).map(([purpose, held]) => `${purpose} ${bytes(held)}`);
    if (account.touchedBytes > account.currentBytes) {
      purposes.unshift(`touches ${bytes(account.touchedBytes)}`);
    }
    const facts = [`peak ${bytes(account.peakBytes)}`, account.ceilingBytes === undefined ? 'no ceiling' : `ceiling ${bytes(account.ceilingBytes)}`, ...purposes];
    if (account.refused > 0) {
      facts.push(`${short(account.refused)} refused`);
    }
    if (account.standing !== 'live') {
      facts.unshift(account.standing);
    }
    setText(parts.note, facts.join(' · '));
  });
  const { ledger } = model;
  setText(byId('ledgers-count'), `${bytes(ledger.currentBytes)} held, peak ${bytes(ledger.peakBytes)}${accounts.length > SHOWN ? `; the largest ${SHOWN} of ${short(accounts.length)} accounts` : ''}`);
}
