/* Measuring on the ellipsoid WGS 84 (T. Vincenty, Survey Review 23, 1975), and distances in words. Points are
   [longitude, latitude] in degrees; the longitudes of a line run on, so that they may lie beyond 180. */
(() => {
  'use strict';

  const EQUATOR_KM = 6378.137;
  const FLATTENING = 1 / 298.257223563;
  const POLE_KM = EQUATOR_KM * (1 - FLATTENING);
  const MEAN_KM = 6371.0088;
  const RADIANS = Math.PI / 180;
  const MOST_ROUNDS = 100;
  const MOST_TURN = 3;
  const PIECES = 128;
  const HALVINGS = 9;

  const wrapped = (longitude) => longitude - 360 * Math.round(longitude / 360);
  const reduced = (latitude) => Math.atan((1 - FLATTENING) * Math.tan(latitude * RADIANS));

  const seriesOf = (cosSqAlpha) => {
    const u = cosSqAlpha * (EQUATOR_KM ** 2 - POLE_KM ** 2) / POLE_KM ** 2;
    return [1 + u / 16384 * (4096 + u * (-768 + u * (320 - 175 * u))), u / 1024 * (256 + u * (-128 + u * (74 - 47 * u)))];
  };
  const correction = (b, sinSigma, cosSigma, cosMiddle) => b * sinSigma * (cosMiddle + b / 4 * (cosSigma * (-1 + 2 * cosMiddle ** 2)
    - b / 6 * cosMiddle * (-3 + 4 * sinSigma ** 2) * (-3 + 4 * cosMiddle ** 2)));
  const flatOf = (cosSqAlpha) => FLATTENING / 16 * cosSqAlpha * (4 + FLATTENING * (4 - 3 * cosSqAlpha));

  /* Null for points that lie nearly opposite each other, where the rounds do not come to an end. */
  const inverse = (from, to) => {
    const [u1, u2] = [reduced(from[1]), reduced(to[1])];
    const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
    const difference = wrapped(to[0] - from[0]) * RADIANS;
    let lambda = difference;
    for (let round = 0; round < MOST_ROUNDS && Math.abs(lambda) <= Math.PI; round += 1) {
      const [sin, cos] = [Math.sin(lambda), Math.cos(lambda)];
      const sinSigma = Math.hypot(cosU2 * sin, cosU1 * sinU2 - sinU1 * cosU2 * cos);
      const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cos;
      if (sinSigma < 1e-15) return cosSigma > 0 ? 0 : null;
      const sigma = Math.atan2(sinSigma, cosSigma);
      const sinAlpha = cosU1 * cosU2 * sin / sinSigma;
      const cosSqAlpha = 1 - sinAlpha ** 2;
      const cosMiddle = cosSqAlpha < 1e-15 ? 0 : cosSigma - 2 * sinU1 * sinU2 / cosSqAlpha;
      const c = flatOf(cosSqAlpha);
      const before = lambda;
      lambda = difference + (1 - c) * FLATTENING * sinAlpha * (sigma + c * sinSigma * (cosMiddle + c * cosSigma * (-1 + 2 * cosMiddle ** 2)));
      if (Math.abs(lambda - before) < 1e-12) {
        const [a, b] = seriesOf(cosSqAlpha);
        return POLE_KM * a * (sigma - correction(b, sinSigma, cosSigma, cosMiddle));
      }
    }
    return null;
  };

  const vectorOf = ([longitude, latitude]) => {
    const [x, y] = [longitude * RADIANS, latitude * RADIANS];
    return [Math.cos(y) * Math.cos(x), Math.cos(y) * Math.sin(x), Math.sin(y)];
  };
  const angleBetween = (a, b) => {
    const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
    return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
  };

  /* Kilometres; on a sphere, to half a percent, where the ellipsoid gives no answer. */
  const distanceKm = (from, to) => inverse(from, to) ?? MEAN_KM * angleBetween(vectorOf(from), vectorOf(to));

  const destination = ([longitude, latitude], azimuth, km) => {
    const u1 = reduced(latitude);
    const [sinU1, cosU1] = [Math.sin(u1), Math.cos(u1)];
    const [sinA1, cosA1] = [Math.sin(azimuth), Math.cos(azimuth)];
    const sigma1 = Math.atan2(Math.tan(u1), cosA1);
    const sinAlpha = cosU1 * sinA1;
    const cosSqAlpha = 1 - sinAlpha ** 2;
    const [a, b] = seriesOf(cosSqAlpha);
    const straight = km / (POLE_KM * a);
    let sigma = straight;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = sigma;
      sigma = straight + correction(b, Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma));
      if (Math.abs(sigma - before) < 1e-12) break;
    }
    const [sin, cos, cosMiddle] = [Math.sin(sigma), Math.cos(sigma), Math.cos(2 * sigma1 + sigma)];
    const rest = sinU1 * sin - cosU1 * cos * cosA1;
    const to = Math.atan2(sinU1 * cos + cosU1 * sin * cosA1, (1 - FLATTENING) * Math.hypot(sinAlpha, rest));
    const lambda = Math.atan2(sin * sinA1, cosU1 * cos - sinU1 * sin * cosA1);
    const c = flatOf(cosSqAlpha);
    const turn = lambda - (1 - c) * FLATTENING * sinAlpha * (sigma + c * sin * (cosMiddle + c * cos * (-1 + 2 * cosMiddle ** 2)));
    return [longitude + turn / RADIANS, to / RADIANS];
  };

  /* Points of a curve, closer where it turns quickly round a pole. */
  const sampled = (at, pieces) => {
    const found = [at(0)];
    const add = (start, end, point, halvings) => {
      const last = found[found.length - 1];
      const next = [last[0] + wrapped(point[0] - last[0]), point[1]];
      if (Math.abs(next[0] - last[0]) <= MOST_TURN || !halvings) { found.push(next); return; }
      const middle = (start + end) / 2;
      add(start, middle, at(middle), halvings - 1);
      add(middle, end, point, halvings - 1);
    };
    for (let n = 1; n <= pieces; n += 1) add((n - 1) / pieces, n / pieces, at(n / pieces), HALVINGS);
    return found;
  };

  /* All that is so far away from a place, from north over east. Round a pole its longitudes end 360 degrees from where
     they began. */
  const ring = (centre, km) => sampled((share) => destination(centre, share * 2 * Math.PI, km), PIECES);

  const greatCircle = (from, to) => {
    const [a, b] = [vectorOf(from), vectorOf(to)];
    const angle = angleBetween(a, b);
    const sin = Math.sin(angle);
    if (sin < 1e-9) return [from, [from[0] + wrapped(to[0] - from[0]), to[1]]];
    const at = (share) => {
      if (share === 0) return from;
      if (share === 1) return to;
      const [p, q] = [Math.sin((1 - share) * angle) / sin, Math.sin(share * angle) / sin];
      const [x, y, z] = [0, 1, 2].map((n) => p * a[n] + q * b[n]);
      return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
    };
    return sampled(at, Math.max(1, Math.ceil(angle / RADIANS)));
  };

  /* ---- words, by the rules of mapdash.analysis.words ---- */
  const STEPS_KM = [100, 50, 10, 5, 1];

  const number = (km) => km.toLocaleString('en-GB', { maximumFractionDigits: 1 });
  /* Three figures: a place that was clicked on a map is not known better. */
  const roundedKm = (km) => {
    const step = km < 9.95 ? 0.1 : km < 999.5 ? 1 : 10;
    return Math.round(km / step) * step;
  };

  /* `uncertainty` in kilometres: how far the ends may lie from where they are drawn; Infinity where nobody knows. */
  const wordsOfDistance = (km, uncertainty = 0) => {
    if (!(uncertainty > 0)) return `${number(roundedKm(km))} km`;
    if (uncertainty === Infinity) {
      const step = Math.max(1, 10 ** (Math.floor(Math.log10(Math.max(1, km))) - 1));
      return `about ${number(Math.max(step, Math.round(km / step) * step))} km`;
    }
    const step = STEPS_KM.find((one) => one <= uncertainty / 5) || 1;
    const [near, far] = [km, km + uncertainty].map((x) => Math.floor(x / step + 0.5) * step);
    if (near === 0) return `within ${number(Math.max(far, step))} km`;
    return km <= uncertainty ? `about ${number(near)} km (0 to ${number(far)} km)` : `about ${number(near)} km`;
  };

  const wordsOfRadius = (km) => `${number(km)} km`;

  window.mapdash.geodesy = { wrapped, distanceKm, destination, ring, greatCircle, roundedKm, wordsOfDistance, wordsOfRadius };
})();
