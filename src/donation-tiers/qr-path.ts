import encodeQR from 'qr';

/** A QR code as one path of an SVG: the width of its square view box in modules, and the path's data. */
export interface QrPath {
  size: number;
  path: string;
}

/**
 * Draws a text as a QR code: error correction medium, with the quiet zone of 4 modules that readers of codes need.
 * Each run of dark modules of a row is one rectangle, so that no seams show between them.
 *
 * @throws {Error} If the text is too long for a QR code (over 2331 bytes).
 * @see ISO/IEC 18004
 */
export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  return { size: rows.length, path: rows.map(rowPath).join('') };
}

function rowPath(row: boolean[], y: number): string {
  const line = row.map((dark) => (dark ? '1' : '0')).join('');
  return [...line.matchAll(/1+/g)]
    .map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
}
