# mulens bench, graphics
bench-no-window = No window could be opened to measure: { $reason }
bench-closed = The window was closed before everything was measured.
bench-no-folder = No temporary folder can be made: { $reason }
bench-stuck = Measuring took too long and stopped at step: { $step }
bench-needs-crs = The file does not say its coordinate system: name it with --crs.
bench-needs-layer = The file has several layers: name one with --layer.
graphics-lost = The graphics device was lost again; the work is autosaved: update the graphics driver, or start with mulens --renderer gl, open the same file and restore the work.
