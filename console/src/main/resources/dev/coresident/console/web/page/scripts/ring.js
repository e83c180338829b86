// The ring as a heat map: a row for each priority, a cell for some neighbouring slots, the colour its status, the strength its share.

import { byId, element, setText } from './dom.js';
import { count, short } from './format.js';
import { colour } from './theme.js';

const LEVELS = ['critical', 'high', 'normal', 'low', 'idle'];
const NAMES = ['empty', 'waiting', 'executing', 'ended', 'waiting for the host', 'yielded', 'to run again', 'faulted'];
const TINTS = ['line', 'series-1', 'series-2', 'quiet', 'series-3', 'series-3', 'series-3', 'bad'];
const FAINT = 0.28;
const KEYS = [['waiting', 'series-1'], ['executing', 'series-2'], ['held up', 'series-3'], ['faulted', 'bad'], ['ended', 'quiet'], ['empty', 'line']];

let rows = null;

function setUp() {
  const box = byId('ring');
  rows = LEVELS.map((level) => {
    const canvas = element('canvas', { role: 'img', title: `Slots of priority ${level}` });
    box.append(element('span', { className: 'level' }, level), canvas);
    return { level, canvas, drawn: '' };
  });
  byId('ring-legend').append(...KEYS.map(([name, tint]) => element('span', { className: `key ${tint}` }, name)));
}

function draw(row, cells, tints, theme) {
  const scale = devicePixelRatio || 1;
  const width = Math.round(row.canvas.clientWidth * scale);
  const height = Math.round(row.canvas.clientHeight * scale);
  const state = `${cells} ${width} ${height} ${theme}`;
  if (width === 0 || state === row.drawn) {
    return;
  }
  row.drawn = state;
  row.canvas.width = width;
  row.canvas.height = height;
  const pen = row.canvas.getContext('2d');
  const number = cells.length / 2;
  const seen = new Set();
  for (let cell = 0; cell < number; cell += 1) {
    const status = Number(cells[2 * cell]);
    const share = Number(cells[2 * cell + 1]) / 9;
    const from = Math.round((cell * width) / number);
    const to = Math.round(((cell + 1) * width) / number);
    seen.add(status);
    pen.fillStyle = tints[status];
    pen.globalAlpha = status === 0 ? 0.55 : status === 3 ? FAINT : FAINT + (1 - FAINT) * share;
    pen.fillRect(from, 0, Math.max(1, to - from - (number > width / 4 ? 0 : scale)), height);
  }
  row.canvas.setAttribute('aria-label', `${row.level}: ${number === 0 ? 'nothing known' : [...seen].sort().map((status) => NAMES[status]).join(', ')}`);
}

export function showRing(model) {
  if (!rows) {
    setUp();
  }
  const { ring, device } = model.kernel;
  const tints = TINTS.map(colour);
  rows.forEach((row) => draw(row, ring.cells[row.level], tints, document.documentElement.dataset.theme));
  const { statuses, looked, slots } = ring;
  const part = looked < slots && looked > 0 ? ` (of ${count(looked)} looked at)` : '';
  setText(byId('ring-count'), looked === 0 ? 'the device is closed' : `${short(statuses.claimed)} executing, ${short(statuses.published)} waiting${part}; ${device.execution === 'resident' ? 'the device polls' : 'in rounds'}`);
}
