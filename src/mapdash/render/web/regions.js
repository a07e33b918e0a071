/* Which country and province each event belongs to, fetched when the first layer asks for it. */
(() => {
  'use strict';

  const kept = new Map();

  const once = (url, load) => {
    if (!kept.has(url)) {
      const promise = load(url);
      kept.set(url, promise);
      /* What failed may be asked for again. */
      promise.catch(() => kept.delete(url));
    }
    return kept.get(url);
  };

  const read = async (url) => {
    const columns = await window.mapdash.loadTable(url);
    const { countries, provinces, actorSets } = columns.header;
    return { countries, provinces, actorSets, country: columns.country, province: columns.province, actorSet: columns.actorSet };
  };

  window.mapdash.loadRegions = (url) => once(url, read);
  window.mapdash.loadOutlines = (url) => once(url, window.mapdash.areas.loadAreas);
})();
