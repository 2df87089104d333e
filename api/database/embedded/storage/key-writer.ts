/** Collects the bytes of a key; the buffer is used again for the next one. */
export class KeyWriter {
  private buffer = Buffer.allocUnsafe(1024);
  private length = 0;

  get size(): number {
    return this.length;
  }

  /** A copy of what stands behind so many bytes. */
  copyFrom(start: number): Buffer {
    const copy = Buffer.allocUnsafe(this.length - start);
    this.buffer.copy(copy, 0, start, this.length);
    return copy;
  }

  /** Forgets what stands behind so many bytes. */
  rewind(size: number): void {
    this.length = size;
  }

  invertFrom(start: number): void {
    for (let at = start; at < this.length; at += 1) this.buffer[at] = ~(this.buffer[at] ?? 0) & 0xff;
  }

  byte(value: number): void {
    this.reserve(1);
    this.buffer[this.length] = value;
    this.length += 1;
  }

  uint32(value: number): void {
    this.reserve(4);
    this.length = this.buffer.writeUInt32BE(value >>> 0, this.length);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
  }

  /** Sign flip for positive numbers, all bits for negative ones; NaN, which MongoDB sorts first, is zero. */
  double(value: number): void {
    this.reserve(8);
    const start = this.length;
    this.length += 8;
    if (Number.isNaN(value)) {
      this.buffer.fill(0, start, start + 8);
      return;
    }
    this.buffer.writeDoubleBE(value === 0 ? 0 : value, start);
    const first = this.buffer[start] ?? 0;
    if (first < 0x80) this.buffer[start] = first | 0x80;
    else for (let at = start; at < start + 8; at += 1) this.buffer[at] = ~(this.buffer[at] ?? 0) & 0xff;
  }

  int64(value: number): void {
    this.reserve(8);
    this.length = this.buffer.writeBigUInt64BE(BigInt.asUintN(64, BigInt(value)) ^ (1n << 63n), this.length);
  }

  /** UTF-8 with 00 → 00 FF and the end 00 00. */
  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.reserve(size + 2);
    const start = this.length;
    this.length += this.buffer.write(value, start);
    if (value.includes('\0')) {
      const plain = Buffer.from(this.buffer.subarray(start, this.length));
      this.length = start;
      for (const byte of plain) {
        this.byte(byte);
        if (byte === 0) this.byte(0xff);
      }
    }
    this.byte(0);
    this.byte(0);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + count));
    this.buffer.copy(grown, 0, 0, this.length);
    this.buffer = grown;
  }
}
