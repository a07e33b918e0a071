/* What a notes window looks like: its parts, made once, and written into when something changes. Texts of the briefing
   are set as text only. */
(() => {
  'use strict';

  const make = (tag, properties = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === 'on') node.addEventListener('click', value);
      else if (name === 'class') node.className = value;
      else if (name === 'text') node.textContent = value;
      else if (value === true) node.setAttribute(name, '');
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter(Boolean));
    return node;
  };

  /* What a pointer presses does not take the keys: Space goes on to the next scene then. */
  const button = (label, key, run, more = {}) => {
    const node = make('button', { type: 'button', on: run, ...more }, make('span', { text: label }), key && make('kbd', { text: key }));
    node.addEventListener('mousedown', (event) => event.preventDefault());
    return node;
  };

  const markingBar = (marking) => {
    const bar = make('div', { class: 'mn-marking', role: 'note', text: marking.text });
    bar.style.background = marking.background;
    bar.style.color = marking.color;
    return bar;
  };

  /* An entry of the list of scenes. */
  const entry = (scene, index, go) => {
    const node = button('', '', () => go(index), { class: 'mn-scene' });
    const words = make('span', { class: 'mn-words' }, make('span', { class: 'mn-scene-title', dir: 'auto', text: scene.title || 'Scene without a title' }));
    if (scene.isSkipped) words.append(make('span', { class: 'mn-why', text: `Skipped: ${scene.problem || 'it cannot be shown.'}` }));
    else if (scene.problem) words.append(make('span', { class: 'mn-why', text: scene.problem }));
    node.replaceChildren(make('span', { class: 'mn-number', text: `${index + 1}` }), words);
    return make('li', {}, node);
  };

  const buildHead = ({ data, ask, acts }) => {
    const clock = make('time', { class: 'mn-clock', 'aria-label': 'Time of day' });
    const elapsed = make('span', { class: 'mn-elapsed', role: 'timer', 'aria-label': 'Elapsed time' });
    const run = button('Start', '', acts.toggleTimer);
    const reset = button('Reset', 'R', acts.resetTimer);
    const minutes = make('input', { type: 'number', min: 0, max: 600, step: 1, id: 'mn-minutes', inputmode: 'numeric', placeholder: '–' });
    const left = make('span', { class: 'mn-left' });
    const status = make('p', { class: 'mn-status', role: 'status' });
    const theme = button('Light', '', acts.toggleTheme);
    minutes.addEventListener('change', () => ask.minutes(minutes.value));
    const head = make('header', { class: 'mn-head' },
      make('h1', { dir: 'auto', text: data.title || 'Briefing' }),
      clock,
      make('div', { class: 'mn-group' }, make('span', { class: 'mn-muted', text: 'Elapsed' }), elapsed, run, reset),
      make('div', { class: 'mn-group' }, make('label', { class: 'mn-muted', for: 'mn-minutes', text: 'Planned' }), minutes, make('span', { class: 'mn-muted', text: 'min' }), left),
      make('div', { class: 'mn-group mn-end' }, status, theme));
    return { head, clock, elapsed, run, minutes, left, status, theme };
  };

  const buildPictures = ({ ask }) => {
    const now = make('div', { class: 'mn-box mn-box-now' });
    const next = make('div', { class: 'mn-box mn-box-next' });
    const place = make('span', { class: 'mn-place' });
    const black = button('Black screen', 'B', () => ask.do('black'), { 'aria-pressed': 'false' });
    const controls = make('div', { class: 'mn-controls', role: 'group', 'aria-label': 'Remote control' },
      button('Back', 'PgUp', () => ask.do('back')),
      button('Next', 'PgDn', () => ask.do('next'), { class: 'mn-main' }),
      black,
      button('Restore scene', '0', () => ask.do('restore')),
      button('First', 'Home', () => ask.do('first')));
    const upcoming = make('p', { class: 'mn-upcoming', dir: 'auto' });
    const upcomingCaption = make('p', { class: 'mn-upcoming-caption', dir: 'auto' });
    const blackSign = make('p', { class: 'mn-black-sign', text: 'The screen is black', hidden: true });
    const panel = make('p', { class: 'mn-panel' });
    return { now, next, place, black, controls, upcoming, upcomingCaption, blackSign, panel };
  };

  const buildText = ({ acts }) => {
    const title = make('h2', { dir: 'auto' });
    const caption = make('p', { class: 'mn-caption', dir: 'auto' });
    const notes = make('div', { class: 'mn-text', dir: 'auto', tabindex: 0, role: 'region', 'aria-label': 'Notes' });
    const smaller = button('A−', '', () => acts.size(-1), { 'aria-label': 'Smaller text (key −)', title: 'Smaller text: key −' });
    const larger = button('A+', '', () => acts.size(1), { 'aria-label': 'Larger text (key +)', title: 'Larger text: key +' });
    return { title, caption, notes, smaller, larger };
  };

  const build = (context) => {
    const { data, ask } = context;
    const head = buildHead(context);
    const pictures = buildPictures(context);
    const text = buildText(context);
    const scenes = make('ol', { class: 'mn-scenes' }, ...data.scenes.map((scene, index) => entry(scene, index, ask.go)));
    const notices = make('ul', { class: 'mn-notices' });
    const noticeBox = make('section', { class: 'mn-notice-box', 'aria-label': 'Notices', hidden: true }, make('h3', { text: 'Notices, for you only' }), notices);
    const footer = make('footer', { class: 'mn-foot' });
    const main = make('main', { class: 'mn-main-part' },
      make('section', { class: 'mn-left-part', 'aria-label': 'On screen' },
        make('div', { class: 'mn-label' }, make('span', { text: 'On screen' }), pictures.place, pictures.blackSign, pictures.panel),
        pictures.now, pictures.controls,
        make('nav', { class: 'mn-list', 'aria-label': 'Scenes' }, scenes)),
      make('section', { class: 'mn-right-part', 'aria-label': 'Next scene and notes' },
        make('div', { class: 'mn-next-row' }, pictures.next,
          make('div', { class: 'mn-next-words' }, make('div', { class: 'mn-label' }, make('span', { text: 'Next' })), pictures.upcoming, pictures.upcomingCaption)),
        noticeBox,
        make('div', { class: 'mn-notes' },
          make('div', { class: 'mn-notes-head' }, text.title, make('div', { class: 'mn-group' }, text.smaller, text.larger)),
          text.caption, text.notes)));
    const root = make('div', { class: 'mn-root' },
      data.marking && markingBar(data.marking), head.head, main, footer, data.marking && markingBar(data.marking));
    return { root, scenes, notices, noticeBox, footer, ...head, ...pictures, ...text };
  };

  window.mapdash.notesView = { build, make };
})();
