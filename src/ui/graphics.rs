//! The graphics device: through which interface it is reached, and how its loss is noticed.
//!
//! A device is lost when its driver is updated or crashes, or the adapter is taken away. Everything drawn is gone then;
//! nothing the user did is. [`DeviceWatch`] says so, and the window saves the work and starts the program again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui_wgpu::{self, SurfaceErrorAction, WgpuConfiguration, WgpuSetup, WgpuSetupCreateNew, wgpu};

use crate::app::Renderer;

/// Whether the device is still there, shared with the callbacks of its driver.
#[derive(Clone, Debug, Default)]
pub struct DeviceWatch {
    is_lost: Arc<AtomicBool>,
}

impl DeviceWatch {
    /// Watches a device; `wake` is called when it is lost, from whatever thread notices.
    pub fn watch(&self, device: &wgpu::Device, wake: impl Fn() + Clone + Send + Sync + 'static) {
        let (watch, woken) = (self.clone(), wake.clone());
        device.set_device_lost_callback(move |reason, message| {
            watch.note(&format!("{reason:?}: {message}"));
            woken();
        });
        let watch = self.clone();
        // What fails on a device that is going is told before its loss is; without a handler it would end the program.
        device.on_uncaptured_error(Arc::new(move |error| {
            watch.note(&error.to_string());
            wake();
        }));
    }

    /// Whether the device is lost.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Acquire)
    }

    fn note(&self, reason: &str) {
        tracing::error!(reason, "graphics device lost");
        self.is_lost.store(true, Ordering::Release);
    }

    /// How eframe is to reach the device. Where an interface is asked for only that one serves; otherwise the best there
    /// is, OpenGL last. `vsync` off draws frames as fast as they come, for measuring.
    #[must_use]
    pub fn configuration(&self, renderer: Option<Renderer>, vsync: bool) -> WgpuConfiguration {
        let mut configuration = WgpuConfiguration::default();
        if let Some(renderer) = renderer {
            let mut setup = WgpuSetupCreateNew::without_display_handle();
            setup.instance_descriptor.backends = backends(renderer);
            configuration.wgpu_setup = WgpuSetup::CreateNew(setup);
        }
        if !vsync {
            configuration.surface.present_mode = wgpu::PresentMode::AutoNoVsync;
        }
        let (watch, usual) = (self.clone(), Arc::clone(&configuration.on_surface_status));
        configuration.on_surface_status = Arc::new(move |status| {
            // A surface cannot be made anew on a device that is gone.
            if watch.is_lost() { SurfaceErrorAction::SkipFrame } else { usual(status) }
        });
        configuration
    }
}

fn backends(renderer: Renderer) -> wgpu::Backends {
    match renderer {
        Renderer::Vulkan => wgpu::Backends::VULKAN,
        Renderer::Dx12 => wgpu::Backends::DX12,
        Renderer::Metal => wgpu::Backends::METAL,
        Renderer::Gl => wgpu::Backends::GL,
    }
}

/// The adapter's name and the interface it is reached by.
#[must_use]
pub fn adapter_name(state: &egui_wgpu::RenderState) -> String {
    let info = state.adapter.get_info();
    format!("{} ({:?})", info.name, info.backend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_interface_asked_for_serves() {
        let watch = DeviceWatch::default();
        let backends = |renderer| match watch.configuration(renderer, true).wgpu_setup {
            WgpuSetup::CreateNew(setup) => setup.instance_descriptor.backends,
            WgpuSetup::Existing(_) => wgpu::Backends::empty(),
        };
        assert_eq!(backends(Some(Renderer::Gl)), wgpu::Backends::GL);
        assert!(backends(None).contains(wgpu::Backends::GL), "OpenGL serves where there is nothing better");
    }
}
