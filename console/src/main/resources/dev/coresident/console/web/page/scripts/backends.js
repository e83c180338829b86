// Which devices this machine could offer, and what would help where it cannot.

import { byId, element } from './dom.js';

function item(backend) {
  const state = backend.ready ? 'ready' : 'missing';
  const text = backend.ready
    ? `${backend.device.description}; ${backend.device.execution}, ${backend.device.computeUnits} unit${backend.device.computeUnits === 1 ? '' : 's'}`
    : `${backend.reason}; ${backend.remedy}`;
  return element('li', {}, element('strong', {}, backend.name), ' ', element('span', { className: 'pill', 'data-state': state }, state), element('p', { className: 'note' }, text));
}

export async function loadBackends() {
  const list = byId('backends');
  try {
    const answer = await fetch('/api/v1/backends');
    if (answer.ok) {
      const { backends } = await answer.json();
      list.replaceChildren(...backends.map(item));
    }
  } catch {
    // The next connection asks again.
  }
}
