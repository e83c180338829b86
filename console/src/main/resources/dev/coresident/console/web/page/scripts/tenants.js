// The table of tenants: sorted, filtered, and only the rows in sight exist.

import { byId, element, setText } from './dom.js';
import { nanos, rate, seconds, short } from './format.js';
import { sparkline } from './sparkline.js';
import { colour } from './theme.js';

const COLUMNS = [
  { name: 'Tenant', by: 'label', kind: 'word name', text: (t) => t.label },
  { name: 'State', by: 'stage', kind: 'word wide', text: (t) => t.stage },
  { name: 'Priority', by: 'level', kind: 'word far', text: (t) => t.priority },
  { name: 'Weight', by: 'weight', kind: 'far', text: (t) => short(t.weight) },
  { name: 'Published', by: 'published', kind: 'wide', text: (t) => short(t.published) },
  { name: 'Done', by: 'done', kind: 'wide', text: (t) => short(t.done) },
  { name: 'Faulted', by: 'faulted', kind: 'far', text: (t) => short(t.faulted), alert: (t) => (t.faulted > 0 ? 'alarm' : '') },
  { name: 'Refused', by: 'refused', kind: 'far', text: (t) => short(t.refused), alert: (t) => (t.refused > 0 ? 'caution' : '') },
  { name: 'Done/s', by: 'rate', kind: '', text: (t) => rate(t.rate) },
  { name: 'Throughput', by: 'rate', kind: '', line: 'rate', tint: 'series-1' },
  { name: 'Waiting', by: 'outstanding', kind: '', text: (t) => short(t.outstanding) },
  { name: 'Backlog', by: 'outstanding', kind: 'wide', line: 'backlog', tint: 'series-2' },
  { name: 'Wait', by: 'wait', kind: 'far', text: (t) => seconds(t.wait), alert: (t) => (Number.isFinite(t.wait) ? '' : 'caution') },
  { name: 'Wait, lately', by: 'wait', kind: 'far', line: 'wait', tint: 'series-3', ceiling: 1e-6 },
  { name: '99 % in', by: 'p99', kind: 'far', text: (t) => (t.p99 > 0 ? nanos(t.p99) : '–') },
];
const SPARE_ROWS = 6;
const names = new Intl.Collator('en', { numeric: true });
const LASTING = new Set(['label', 'level', 'weight']);

export class TenantTable {
  constructor(model, open) {
    this.model = model;
    this.open = open;
    this.sort = { column: COLUMNS[0], way: 1 };
    this.shown = [];
    this.current = null;
    this.rows = new Map();
    this.scroll = byId('tenants-scroll');
    this.body = byId('tenants-body');
    this.above = this.spacer();
    this.below = this.spacer();
    this.body.append(this.above, this.below);
    this.heads();
    byId('filter').addEventListener('input', () => this.show());
    byId('left').addEventListener('change', () => this.show());
    this.scroll.addEventListener('scroll', () => this.draw(), { passive: true });
    this.body.addEventListener('keydown', (key) => this.move(key));
    this.body.addEventListener('click', (click) => this.choose(click.target.closest('tr[tabindex]')));
  }

  spacer() {
    return element('tr', { className: 'space', 'aria-hidden': 'true' }, element('td', { colSpan: COLUMNS.length }));
  }

  heads() {
    for (const column of COLUMNS) {
      const button = element('button', { type: 'button' }, column.name);
      column.head = element('th', { className: column.kind.replace('name', ''), scope: 'col' }, button);
      button.addEventListener('click', () => {
        const same = this.sort.column === column;
        this.sort = { column, way: same ? -this.sort.way : column.kind.includes('word') ? 1 : -1 };
        this.show();
      });
      byId('tenants-head').append(column.head);
    }
  }

  /** Sorts and filters anew, then draws. */
  show() {
    const words = byId('filter').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const left = byId('left').checked;
    const fits = (t) => (left || t.stage === 'active' || t.stage === 'suspended') && words.every((word) => t.label.toLowerCase().includes(word) || String(t.id) === word || t.priority === word || t.stage === word);
    const all = [...this.model.tenants.values()];
    this.order(all.filter(fits));
    for (const column of COLUMNS) {
      if (column === this.sort.column) {
        column.head.setAttribute('aria-sort', this.sort.way > 0 ? 'ascending' : 'descending');
      } else {
        column.head.removeAttribute('aria-sort');
      }
    }
    const active = all.filter((t) => t.stage === 'active' || t.stage === 'suspended').length;
    const counted = words.length > 0 ? `${short(this.shown.length)} of ${short(all.length)}` : `${short(active)} active`;
    setText(byId('tenants-count'), all.length > active && words.length === 0 ? `${counted}, ${short(all.length - active)} left` : counted);
    this.empty(all.length, active);
    this.body.parentElement.setAttribute('aria-rowcount', this.shown.length + 1);
    this.draw();
  }

  /** Sorts, unless the order cannot have changed since the last time. */
  order(fitting) {
    const { column: { by }, way } = this.sort;
    const state = [this.model.membership, by, way, fitting.length, byId('filter').value, byId('left').checked].join(' ');
    if (LASTING.has(by) && state === this.ordered) {
      return;
    }
    this.ordered = state;
    const compare = by === 'label' || by === 'stage' ? (a, b) => names.compare(a[by], b[by]) : (a, b) => (a[by] === b[by] ? 0 : a[by] < b[by] ? -1 : 1);
    this.shown = fitting.sort((a, b) => way * compare(a, b) || a.id - b.id || a.generation - b.generation);
  }

  empty(all, active) {
    const note = byId('tenants-empty');
    note.hidden = this.shown.length > 0;
    setText(note, all === 0 ? 'No tenants yet. They appear here as soon as somebody registers one.' : active === 0 && !byId('left').checked ? 'No active tenants.' : 'No tenant fits the filter.');
  }

  draw() {
    const height = this.rowHeight();
    const first = Math.max(0, Math.floor(this.scroll.scrollTop / height) - SPARE_ROWS);
    const last = Math.min(this.shown.length, first + Math.ceil(this.scroll.clientHeight / height) + 2 * SPARE_ROWS);
    const wanted = this.shown.slice(first, last);
    const keys = new Set(wanted.map((t) => t.key));
    const reachable = keys.has(this.current) ? this.current : wanted[0]?.key;
    for (const [key, row] of this.rows) {
      if (!keys.has(key)) {
        row.remove();
        this.rows.delete(key);
      }
    }
    let before = this.above;
    wanted.forEach((tenant, index) => {
      const row = this.rows.get(tenant.key) ?? this.row(tenant);
      if (before.nextSibling !== row) {
        before.after(row);
      }
      this.fill(row, tenant, first + index, tenant.key === reachable);
      before = row;
    });
    this.above.firstChild.style.height = `${first * height}px`;
    this.below.firstChild.style.height = `${(this.shown.length - last) * height}px`;
  }

  rowHeight() {
    return parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--row')) || 36;
  }

  row(tenant) {
    const row = element('tr', { 'data-key': tenant.key });
    for (const column of COLUMNS) {
      row.append(element('td', { className: column.kind }, ...(column.line ? [element('canvas', { 'aria-hidden': 'true' })] : [])));
    }
    this.rows.set(tenant.key, row);
    return row;
  }

  fill(row, tenant, index, reachable) {
    row.dataset.stage = tenant.stage;
    row.tabIndex = reachable ? 0 : -1;
    row.setAttribute('aria-rowindex', index + 2);
    COLUMNS.forEach((column, place) => {
      const cell = row.cells[place];
      if (column.line) {
        sparkline(cell.firstChild, this.model.history.line(tenant.key, column.line), colour(column.tint), column.ceiling ?? 1);
        return;
      }
      setText(cell, column.text(tenant));
      if (column.alert) {
        cell.className = `${column.kind} ${column.alert(tenant)}`;
      }
      if (place === 0) {
        cell.title = `${tenant.label}, id ${tenant.id}, generation ${tenant.generation}`;
      }
    });
  }

  move(key) {
    const row = key.target.closest('tr[tabindex]');
    const at = this.shown.findIndex((t) => t.key === row?.dataset.key);
    const page = Math.max(1, Math.floor(this.scroll.clientHeight / this.rowHeight()) - 2);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: this.shown.length - 1 }[key.key];
    if (key.key === 'Enter' || key.key === ' ') {
      key.preventDefault();
      this.choose(row);
    } else if (to !== undefined && at >= 0) {
      key.preventDefault();
      this.focus(Math.max(0, Math.min(this.shown.length - 1, to)));
    }
  }

  focus(index) {
    const height = this.rowHeight();
    this.current = this.shown[index].key;
    const top = index * height;
    const room = this.scroll.clientHeight - 2 * height;
    if (top < this.scroll.scrollTop || top > this.scroll.scrollTop + room) {
      this.scroll.scrollTop = top < this.scroll.scrollTop ? top : top - room;
    }
    this.draw();
    this.rows.get(this.current)?.focus({ preventScroll: true });
  }

  choose(row) {
    const tenant = row && this.model.tenants.get(row.dataset.key);
    if (tenant) {
      this.current = tenant.key;
      this.open(tenant.key);
    }
  }
}
