// Light or dark: the system's choice until somebody chooses.

import { byId } from './dom.js';

const system = matchMedia('(prefers-color-scheme: dark)');

const stored = () => {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
};

function apply(changed) {
  document.documentElement.dataset.theme = stored() ?? (system.matches ? 'dark' : 'light');
  changed();
}

export function setUpTheme(changed) {
  system.addEventListener('change', () => apply(changed));
  byId('theme').addEventListener('click', () => {
    const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem('theme', next);
    } catch {
      // Not kept for the next time, that is all.
    }
    document.documentElement.dataset.theme = next;
    changed();
  });
  apply(changed);
}

export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
