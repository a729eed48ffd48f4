# Maps: what is wrong with outlines and streets, what a map says, the command `coso draw ward`.

atlas-no-boundary = The outline is empty or has no area. Check the boundary file.
atlas-no-seed = No house and no group lies inside the outline.
atlas-bad-coordinate = Coordinate ({ $x }, { $y }) cannot be used.
atlas-out-of-reach = Point ({ $lon }, { $lat }) lies outside the map plane. Check that the file uses WGS 84 longitude and latitude.
atlas-not-geojson = { $file } is not GeoJSON: { $why }. Export it again as GeoJSON in UTF-8.
atlas-geojson-empty = { $file } holds no area. Export the boundary file again.
atlas-not-an-area = { $file }, feature { $feature } is a { $found }, not an area. Keep only Polygon or MultiPolygon.
atlas-bad-ring = { $file }, feature { $feature }: a ring is not closed, has no area, or its coordinates are not degrees. Correct that feature.
atlas-no-such-code = { $file } has { $areas } areas but none with the code { $code } (a code it does have: { $example }). Check --commune.
atlas-osm-unreadable = { $file } cannot be read as an OpenStreetMap extract (.osm.pbf): { $why }. Check the path or download it again.
atlas-no-streets = { $name } cannot be drawn: the extract has no streets in it. Its { $pieces } pieces of land:
atlas-same-name = Two groups in the table are called “{ $name }”. Add something to tell them apart.
atlas-no-such-group = Adjacency row { $touch } names “{ $name }”, which is not in the table.
atlas-touches-itself = Adjacency row { $touch } joins “{ $name }” to itself. Remove that row.

# Words on maps.
atlas-map-legend = Legend
atlas-map-boundary = Ward or commune boundary
atlas-map-old = Old group boundary
atlas-map-marked = Out of range, with a reason
atlas-map-north = N
atlas-map-unplaced = No room on the map for:
atlas-class-hem = Alley
atlas-class-duong = Street
atlas-class-duong_chinh = Main road
atlas-class-duong_sat = Railway
atlas-class-kenh = Canal
atlas-class-song = River, water

# The command `coso draw ward`.
ward-begins = { $name }: { $households } households; drawing { $kind } of { $min } to { $max } households, { $target } wished for.
ward-atoms = Map read: { $atoms } clusters along streets and alleys, { $hems } alleys; { $seconds } s.
ward-piece = Piece of land { $piece }: { $area } km², about { $households } households.
ward-piece-bare = – piece { $piece }: { $area } km², the extract has no streets here.
ward-progress = … { $seconds } s: { $parts } units, { $out } out of range, value { $best }
ward-drawn = { $units } units of { $least } to { $most } households, { $out } out of range; { $hem } % of alleys split; { $barriers } units across a barrier without a way over; mean compactness { $compactness }.
ward-over-roads = Some units lie on both sides of a main road, joined at a junction: otherwise a part would have too few households.
ward-unit-name = { $kind ->
    [ap] Ấp { $number }
   *[khu_pho] Khu phố { $number }
 }
ward-unit = { $unit }: { $households } households
ward-unit-out = { $unit }: { $households } households, out of range because { $reason }
ward-label = { $kind ->
    [ap] Ấp { $number }
   *[khu_pho] KP { $number }
 }
ward-label-size = { $households } hh
ward-estimated = The households of each unit are estimated from house fronts, street class and floor area.
ward-written = Written to { $folder }: plan.json, units.geojson, map.svg, summary.txt.
ward-map-title = Plan of { $kind }, { $name }
ward-map-subtitle = { $units } { $kind }, { $households } households; { $min } to { $max } households each
ward-map-description = Map of a plan dividing { $name } into { $units } { $kind }; each shows its number and estimated households.
ward-map-unit = { $kind } boundary (plan)
ward-atom-name = piece { $number }
