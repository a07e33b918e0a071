/* Whatever the scenes will need is fetched while nothing happens, one thing after the other: then no server is needed. */
(() => {
  'use strict';

  const { presenter, addPart } = window.mapdash;
  if (presenter.role !== 'present') return;

  const BEGIN_MS = 2500;
  const MOST_LABELS = 2000;
  const { scenes } = presenter.data;

  const idle = () => new Promise((resolve) => { (window.requestIdleCallback || ((call) => setTimeout(call, 50)))(resolve, { timeout: 4000 }); });
  /* Not while the map is on its way: the room is looking. */
  const quiet = async (map) => { do await idle(); while (map.mapdashIsFlying); };

  const addressesOf = ({ command: { regions, reference } }) => [...Object.values(regions || {}), reference ? reference.url : ''].filter(Boolean);

  /* The browser keeps what it was given for ever. */
  const fetchOne = async (address) => { await (await fetch(address, { credentials: 'omit' })).arrayBuffer(); };

  const rowsOf = (mask) => {
    const rows = [];
    for (let row = 0; row < mask.length && rows.length < MOST_LABELS; row += 1) if (mask[row]) rows.push(row);
    return rows;
  };

  const part = (map) => {
    let basemap = null;
    map.on('mapdash:basemapready', ({ layer }) => { basemap = layer; });

    const fetchAll = async () => {
      const jobs = [
        () => (basemap && basemap.fetchWhole ? basemap.fetchWhole() : null),
        ...[...new Set(scenes.flatMap(addressesOf))].map((address) => () => fetchOne(address)),
        ...scenes.map(({ command }) => () => map.mapdashEngine.load(command.filter)),
        () => window.mapdash.labels.ensure(scenes.map(({ command }) => command.chosen).filter((row) => row >= 0)),
      ];
      for (const job of jobs) {
        await quiet(map);
        try { await job(); } catch { /* It is asked for again when it is needed, and missed then. */ }
      }
      document.documentElement.dataset.ahead = 'all';
    };

    map.on('mapdash:eventsready', () => setTimeout(fetchAll, BEGIN_MS));

    /* Of what can be pointed at now. */
    map.on('moveend', async () => {
      await quiet(map);
      const engine = map.mapdashEngine;
      if (engine && window.mapdash.labels) window.mapdash.labels.ensure(rowsOf(engine.mask)).catch(() => {});
    });
    return {};
  };

  addPart(part);
})();
