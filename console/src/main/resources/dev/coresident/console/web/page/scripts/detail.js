// One tenant's page, over the others: its figures, its last seconds, and what can be done with it.

import { act, askFor } from './actions.js';
import { byId, element, setText } from './dom.js';
import { bytes, count, nanos, percent, rate, seconds } from './format.js';
import { isSignedIn, signIn } from './session.js';
import { sparkline } from './sparkline.js';
import { colour } from './theme.js';

const LINES = [
  ['rate', 'Ended a second', 'series-1', (row) => rate(row.rate)],
  ['backlog', 'Outstanding', 'series-2', (row) => count(row.outstanding)],
  ['wait', 'Wait', 'series-3', (row) => seconds(row.wait)],
];

const sheet = byId('detail');
let model = null;
let key = null;
let timer = null;
let show = () => {};

function pairs(facts) {
  return element('dl', { className: 'pairs' }, ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

function facts(t) {
  const refused = Object.entries(t.refused).map(([reason, times]) => `${reason.replaceAll('_', ' ')} ${count(times)}`);
  return [
    ['Priority, weight', `${t.priority}, ${t.weight}`],
    ['Share', share(t)],
    ['Outstanding', `${count(t.outstanding)} of ${count(t.backlogCap)} (backlog cap)`],
    ['Service time', times(t.service)],
    ['Slots at once', t.quota === undefined ? 'no quota' : `at most ${count(t.quota)}`],
    ['Memory', memory(t)],
    ['Opcodes', `${t.window.first} to ${t.window.first + t.window.size - 1}`],
    ['Published', count(t.published)],
    ['Done', count(t.done)],
    ['Faulted', count(t.faulted)],
    ['Refused', refused.length === 0 ? 'never' : refused.join(', ')],
    ['Quiesced', t.quiesceCalls === 0 ? 'never' : `${count(t.quiesceCalls)} times, ${nanos(t.quiesceNanos)} waited, ${count(t.quiesceTimeouts)} timed out`],
  ];
}

function share(t) {
  const row = model.tenants.get(`${t.id}.${t.generation}`);
  const known = row && model.share(row);
  if (!known) {
    return 'nothing to do at the moment';
  }
  return known.rivals === 0 ? `all of ${t.priority}: nobody else has work there` : `${percent(known.received)} of ${t.priority} received, ${percent(known.entitled)} entitled, ${count(known.rivals)} others with work`;
}

function times(service) {
  return service.timed === 0 ? 'none was timed' : `half in ${nanos(service.p50Nanos)}, 99 % in ${nanos(service.p99Nanos)}, 99.9 % in ${nanos(service.p999Nanos)}, all in ${nanos(service.maxNanos)} (${count(service.timed)} timed)`;
}

function memory(t) {
  const account = model.accounts.get(`${t.id}.${t.generation}`);
  const ceiling = t.memoryCeilingBytes === undefined ? 'no ceiling of its own' : `ceiling ${bytes(t.memoryCeilingBytes)}`;
  return account ? `${bytes(account.currentBytes)}, peak ${bytes(account.peakBytes)}, ${ceiling}` : ceiling;
}

function lines(tenantKey) {
  return LINES.map(([what, title, tint, say]) => {
    const canvas = element('canvas', { role: 'img' });
    const figure = element('span');
    return { box: element('figure', {}, element('figcaption', {}, `${title} `, figure), canvas), show: () => {
      const row = model.tenants.get(tenantKey);
      const text = row ? say(row) : '';
      setText(figure, text);
      canvas.setAttribute('aria-label', `${title}: ${text}`);
      sparkline(canvas, model.history.line(tenantKey, what), colour(tint), what === 'wait' ? 1e-6 : 1);
    } };
  });
}

const LEVELS = { tenant_and_service: 'its own ops of the service', service: 'all ops of the service', tenant: 'all its ops', all: 'all ops', policy: 'the policy, for want of experience' };

/** How its governor stands, a line for each rule. */
function standing(g) {
  const refused = Object.entries(g.answers).filter(([answer, times]) => answer !== 'admitted' && times > 0).map(([answer, times]) => `${answer.replaceAll('_', ' ')} ${count(times)}`);
  return [
    g.unhealthy ? `unhealthy: ${count(g.failures)} failures in a row` : `healthy, ${count(g.failures)} of ${count(g.failuresToUnhealthy)} failures in a row`,
    g.coolingNanos > 0 ? `cools down for ${nanos(g.coolingNanos)}, wait ${count(g.coolDownFailures)} in a row` : 'does not cool down',
    `${count(g.permitsInUse)} of ${count(g.permits)} permits in use`,
    `${g.overloaded ? 'overloaded' : 'not overloaded'}: ${count(g.queued)} of ${count(g.queueCapacity)} wait for their first call`,
    `${count(g.requests)} request ids known, ${bytes(g.requestBytes)}, ${count(g.repeatsWaiting)} repeats wait`,
    `admitted ${count(g.answers.admitted)}${refused.length > 0 ? `, else ${refused.join(', ')}` : ''}`,
    ...(g.blocked === undefined ? [] : [`blocked: ${g.blocked}`]),
  ];
}

function deadline(d) {
  const from = d.samples === 0 ? '' : `, mean ${nanos(d.meanNanos)}, deviation ${nanos(d.deviationNanos)}, ${count(d.samples)} samples`;
  return `${d.handler} (${d.service}): ${nanos(d.waitNanos)} by ${LEVELS[d.basis]}${from}`;
}

/** The newest lines of what was written down about it, newest first; nothing where there is nothing. */
function records(r) {
  const unit = (act) => (act.startsWith('spend') && act !== 'spend_bytes' ? count : bytes);
  const budgets = r.budgets.filter((b) => !b.unlimited).map((b) => `${b.fuel.replaceAll('_', ' ')}: ${count(b.spent)} spent and ${count(b.reserved)} reserved of ${count(b.limit)} in ${count(b.windowNanos / 1e6)} ms, ${count(b.denied)} denied`);
  const refusals = r.journal.entries.slice(-10).reverse().map((e) => `${e.act.replaceAll('_', ' ')} of ${unit(e.act)(e.amount)} on top of ${unit(e.act)(e.current)}, limit ${unit(e.act)(e.limit)}: ${e.reason.replaceAll('_', ' ')}`);
  const flight = r.hostOps.entries.slice(-20).reverse().map((e) => `#${e.sequence} op ${e.op} ${e.kind.replaceAll('_', ' ')} ${e.first} ${e.second}`);
  const counters = r.hostOps.counters.map((c) => `${c.name} ${count(c.value)}`);
  const governor = r.hostOps.governor === undefined ? [] : standing(r.hostOps.governor);
  const deadlines = (r.hostOps.deadlines ?? []).map(deadline);
  return [['Governor of host ops', governor, 'governor'], ['Deadlines of host ops', deadlines, 'deadlines'], ['Budgets', budgets, 'budgets'], ['Refused', refusals, 'journal'], ['Host ops', flight, 'flight'], ['Counters of host ops', counters, 'counters']]
    .filter(([, lines]) => lines.length > 0)
    .flatMap(([title, lines, name]) => [element('h3', {}, title), element('ol', { className: `records ${name}` }, ...lines.map((line) => element('li', {}, line)))]);
}

async function perform(tenant, name, question, say) {
  if (!isSignedIn() && !(await signIn())) {
    return;
  }
  await askFor({
    ...question,
    run: async () => {
      try {
        say(await act(tenant, name));
        return '';
      } catch (failure) {
        return failure.message;
      }
    },
  });
}

function buttons(tenant, outcome) {
  const button = (text, className = '') => element('button', { type: 'button', className }, text);
  const quiesce = button('Quiesce');
  const hold = button(tenant.stage === 'suspended' ? 'Resume' : 'Suspend');
  const revoke = button('Revoke', 'danger');
  const leave = button('Close');
  const gone = tenant.stage !== 'active' && tenant.stage !== 'suspended';
  [quiesce, hold, revoke].forEach((each) => { each.disabled = gone; });
  quiesce.addEventListener('click', () => perform(tenant, 'quiesce', {
    title: `Quiesce ${tenant.label}?`,
    text: 'Waits up to five seconds until all that it published has ended. New submissions are still accepted.',
    act: 'Quiesce',
  }, (answer) => setText(outcome, answer.drained ? `Drained in ${nanos(answer.waitedNanos)}.` : `Still ${count(answer.outstanding)} outstanding after ${nanos(answer.waitedNanos)}.`)));
  hold.addEventListener('click', () => perform(tenant, hold.textContent.toLowerCase(), hold.textContent === 'Suspend' ? {
    title: `Suspend ${tenant.label}?`,
    text: 'Its submissions are refused until somebody resumes it; what was accepted still ends.',
    act: 'Suspend',
  } : {
    title: `Resume ${tenant.label}?`,
    text: 'Its submissions are accepted again.',
    act: 'Resume',
  }, (answer) => {
    setText(hold, answer.suspended ? 'Resume' : 'Suspend');
    setText(outcome, answer.suspended ? 'Suspended.' : 'Resumed.');
  }));
  revoke.addEventListener('click', () => perform(tenant, 'revoke', {
    title: `Revoke ${tenant.label}?`,
    text: 'Its submissions are refused from now on; what waits ends in a fault. This cannot be taken back.',
    act: 'Revoke',
    danger: true,
  }, () => {
    [quiesce, hold, revoke].forEach((each) => { each.disabled = true; });
    setText(outcome, 'Revoked.');
  }));
  leave.addEventListener('click', () => sheet.close());
  return element('div', { className: 'buttons' }, quiesce, hold, revoke, leave);
}

/** Opens the page of a tenant. Its address leads there again. */
async function openTenant(tenant) {
  key = tenant.key;
  const body = element('div', {}, element('p', { className: 'empty' }, 'Asking the server'));
  const outcome = element('p', { className: 'outcome', role: 'status' });
  const state = element('span', { className: 'pill', 'data-state': tenant.stage }, tenant.stage);
  const drawn = lines(tenant.key);
  sheet.replaceChildren(element('h2', { id: 'detail-title' }, `${tenant.label} `, state), element('p', { className: 'note' }, `id ${tenant.id}, generation ${tenant.generation}`), element('div', { className: 'lines' }, ...drawn.map((line) => line.box)), body, outcome, buttons(tenant, outcome));
  if (!sheet.open) {
    sheet.showModal();
  }
  show = () => drawn.forEach((line) => line.show());
  show();
  clearInterval(timer);
  let asking = false;
  const ask = async () => {
    // A server that is slow to answer is not asked again meanwhile.
    if (!asking) {
      asking = true;
      await refresh(tenant.id, body, state);
      asking = false;
    }
  };
  timer = setInterval(ask, 1000);
  await ask();
}

function follow() {
  const wanted = new URLSearchParams(location.hash.slice(1)).get('tenant');
  const tenant = wanted && model.tenants.get(wanted);
  if (tenant && tenant.key !== key) {
    openTenant(tenant);
  } else if (!wanted && sheet.open) {
    sheet.close();
  }
}

/** Opens tenants as the address says, from now on. */
export function setUpDetail(of) {
  model = of;
  addEventListener('hashchange', follow);
  sheet.addEventListener('close', () => {
    clearInterval(timer);
    key = null;
    show = () => {};
    if (location.hash) {
      history.pushState(null, '', location.pathname);
    }
  });
}

/** Goes to a tenant's page. */
export function goToTenant(tenantKey) {
  location.hash = `tenant=${tenantKey}`;
}

/** There are new figures. */
export function showDetail() {
  if (key === null && location.hash) {
    follow();
  }
  show();
}

async function refresh(id, body, state) {
  try {
    const [answer, written] = await Promise.all([fetch(`/api/v1/tenants/${id}`), fetch(`/api/v1/tenants/${id}/records`)]);
    const tenant = await answer.json();
    const lines = written.ok ? records(await written.json()) : [];
    if (!answer.ok) {
      body.replaceChildren(element('p', { className: 'empty' }, tenant.error.message));
    } else if (`${tenant.id}.${tenant.generation}` === key) {
      body.replaceChildren(pairs(facts(tenant)), ...lines);
      setText(state, tenant.stage);
      state.dataset.state = tenant.stage;
    }
  } catch {
    // The figures stay as they were; the bar says that the server is away.
  }
}
