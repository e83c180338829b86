// The tiles at the top, and the device in the bar.

import { byId, element, setText } from './dom.js';
import { bytes, count, duration, rate, short } from './format.js';

const tiles = new Map();

function tile(name, figure, note, mood = '', share = null) {
  let parts = tiles.get(name);
  if (!parts) {
    parts = { figure: element('dd', { className: 'figure' }), note: element('dd', { className: 'note' }) };
    parts.box = element('div', { className: 'tile' }, element('dt', {}, name), parts.figure, parts.note);
    if (share !== null) {
      parts.fill = element('i');
      parts.box.append(element('div', { className: 'meter', 'aria-hidden': 'true' }, parts.fill));
    }
    tiles.set(name, parts);
    byId('tiles').append(parts.box);
  }
  setText(parts.figure, figure);
  setText(parts.note, note);
  parts.note.title = note;
  parts.box.dataset.mood = mood;
  if (parts.fill) {
    parts.fill.style.width = `${Math.min(100, share * 100)}%`;
  }
}

const STATES = { alive: ['Alive', 'good'], stopped: ['Stopped', 'warn'], lost: ['Lost', 'bad'] };

export function showKernel(model) {
  const { kernel, ledger } = model;
  const { totals, ring, health, recovery, device } = kernel;
  setText(byId('device'), `${device.backend}: ${device.description}, ${device.execution}`);
  const [word, mood] = STATES[health.state];
  const replaced = kernel.incarnation > 0 ? `, device ${kernel.incarnation + 1}` : '';
  tile('Kernel', word, health.reason ?? (health.heartbeat === undefined ? 'not running' : `heartbeat ${count(health.heartbeat)}${replaced}`), mood);
  tile('Watched for', duration(kernel.uptimeMillis), `sample ${count(kernel.sample)}`);
  tile('Done a second', rate(model.recent('done')), `${short(totals.done)} done, ${short(totals.faulted)} faulted`);
  tile('Outstanding', short(totals.outstanding), `of ${short(totals.published)} published`);
  tile('Ring', short(ring.used), `of ${short(ring.slots)} slots in use`, '', ring.used / ring.slots);
  tile('Refused', short(totals.refused), `${short(ledger.refused)} charges of memory`, totals.refused > 0 ? 'warn' : '');
  tile('Device memory', bytes(ledger.currentBytes), ledger.ceilingBytes ? `of ${bytes(ledger.ceilingBytes)}` : 'no ceiling', '', ledger.ceilingBytes ? ledger.currentBytes / ledger.ceilingBytes : 0);
  const lost = recovery.losses + recovery.failed + recovery.expired;
  tile('Losses', short(recovery.losses), `${short(recovery.reruns)} rerun, ${short(recovery.expired)} expired`, lost > 0 ? 'bad' : '');
}
