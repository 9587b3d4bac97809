# mulens bench, 显卡
bench-no-window = 无法打开测量窗口：{ $reason }
bench-closed = 测量未完成，窗口已关闭。
bench-no-folder = 无法建立临时文件夹：{ $reason }
bench-stuck = 测量超时，停在步骤：{ $step }
bench-needs-crs = 文件未说明坐标系，请用 --crs 指定。
bench-needs-layer = 文件含多个图层，请用 --layer 指定。
graphics-lost = 显卡设备再次丢失，工作已自动保存：请更新显卡驱动，或用 mulens --renderer gl 启动后打开同一文件并恢复。
