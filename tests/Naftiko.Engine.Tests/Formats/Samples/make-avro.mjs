// Makes ship.b64 (one record) and ships-*.b64 (object container files) with the Avro implementation of npm:
//   npm install avsc@5.7.9 snappy@7.3.3 && node make-avro.mjs
import fs from 'node:fs';
import zlib from 'node:zlib';
import avro from 'avsc';
import snappy from 'snappy';

const schema = JSON.parse(fs.readFileSync('ship.avsc', 'utf8'));
const type = avro.Type.forSchema(schema);
const ship = i => ({
  imo: `IMO${i}`, tonnage: 100000 + i, flag: i % 2 ? 'NO' : null, kind: i % 2 ? 'CARGO' : 'TANKER', built: 19000 + i, length: i / 4,
  crew: [{ name: `Ada ${i}`, role: null }, { name: 'Bo Löwe', role: 'cook' }], cargo: { oil: i, gas: -i }, mark: Buffer.from([i, 255]), sister: null,
});

fs.writeFileSync('ship.b64', type.toBuffer({ ...ship(1), sister: ship(2) }).toString('base64'));

// Snappy blocks of Avro end in a checksum of their own (Avro 1.12 specification, "Required Codecs").
const withChecksum = (data, done) => snappy.compress(data).then(packed => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(zlib.crc32(data));
  done(null, Buffer.concat([packed, sum]));
}, done);

for (const codec of ['null', 'deflate', 'snappy']) {
  const encoder = new avro.streams.BlockEncoder(type, { codec, codecs: { null: (data, done) => done(null, data), deflate: zlib.deflateRaw, snappy: withChecksum }, blockSize: 512 });
  const chunks = [];
  encoder.on('data', chunk => chunks.push(chunk));
  encoder.on('end', () => fs.writeFileSync(`ships-${codec}.b64`, Buffer.concat(chunks).toString('base64')));
  for (let i = 0; i < 12; i++) encoder.write(ship(i));
  encoder.end();
}
